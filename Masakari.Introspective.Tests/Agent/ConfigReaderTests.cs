using FluentAssertions;
using Masakari.Introspective.Agent.Channel;
using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

[TestFixture]
internal sealed class ConfigReaderTests
{
    private static IEnumerable<string> Keys => AgentOptionTable.All.Select(option => option.Key);

    [Test]
    public void Read_FileAndFlags_FlagsWin()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("agent.conf");
        File.WriteAllText(file, "# comment\n\n interval-ms=500 \ncorrective-action = reboot\nname = a = b\n");

        var options = ConfigReader.Read(["--config", file, "--interval-ms", "700", "--format=base"]);

        options.IntervalMs.Should().Be(700);
        options.CorrectiveAction.Should().Be(CorrectiveAction.Reboot);
        options.Name.Should().Be("a = b");
        options.Format.Should().Be(PortFormat.Base);
        options.RestartSecs.Should().Be(120);
    }

    [TestCase("interval-ms = 399", "interval-ms = 399: allowed is 400..3600000 (milliseconds)")]
    [TestCase("interval-ms = 3600001", "interval-ms = 3600001: allowed is 400..3600000 (milliseconds)")]
    [TestCase("interval-ms = 1e3", "interval-ms = 1e3: allowed is 400..3600000 (milliseconds)")]
    [TestCase("interval-ms =", "interval-ms = : allowed is 400..3600000 (milliseconds)")]
    [TestCase("vote-secs = 0", "vote-secs = 0: allowed is 1..86400 (seconds)")]
    [TestCase("health-timeout = 3601", "health-timeout = 3601: allowed is 1..3600 (seconds)")]
    [TestCase("corrective-action = none", "corrective-action = none: allowed is log, reboot or stop")]
    [TestCase("format = json", "format = json: allowed is auto, heartbeat or base")]
    [TestCase("device = dev/x", "device = dev/x: allowed is auto, a port's name, or an absolute path")]
    [TestCase("device =", "device = : allowed is auto, a port's name, or an absolute path")]
    [TestCase(
        "health-script = relative",
        "health-script = relative: allowed is absolute path of an executable file; empty for none"
    )]
    [TestCase(
        "event-script = /etc/passwd",
        "event-script = /etc/passwd: allowed is absolute path of an executable file; empty for none"
    )]
    [TestCase("app-socket = x", "app-socket = x: allowed is absolute path of at most 107 bytes; empty for none")]
    [TestCase("app-grace-ms = 3600001", "app-grace-ms = 3600001: allowed is auto, or 0..3600000 (milliseconds)")]
    [TestCase("log = file", "log = file: allowed is stderr or syslog")]
    [TestCase("log-level = all", "log-level = all: allowed is error, warning, info or debug")]
    [TestCase("just words", "'just words' is not KEY = value")]
    [TestCase("= 1", "'= 1' is not KEY = value")]
    public void ReadLines_BadLine_NamesFileLineKeyAndWhatIsAllowed(string line, string expected)
    {
        var read = () => ConfigReader.ReadLines(new AgentOptions(), "/etc/x.conf", ["# first", line]);

        read.Should().Throw<ConfigException>().WithMessage($"/etc/x.conf line 2: {expected}");
    }

    [Test]
    public void ReadLines_UnknownOrRepeatedKey_IsSaid()
    {
        var unknown = () => ConfigReader.ReadLines(new AgentOptions(), "f", ["interval = 1"]);
        var twice = () => ConfigReader.ReadLines(new AgentOptions(), "f", ["name = a", "", "name = b"]);

        unknown
            .Should()
            .Throw<ConfigException>()
            .WithMessage($"f line 1: no option interval; there are {string.Join(", ", Keys)}");
        twice.Should().Throw<ConfigException>().WithMessage("f line 3: name is set in line 1 too; keep one of them");
    }

    [TestCase(
        new[] { "--interval-ms", "5" },
        "flag --interval-ms: interval-ms = 5: allowed is 400..3600000 (milliseconds)"
    )]
    [TestCase(new[] { "--interval-ms" }, "flag --interval-ms: needs a value; see masakari-guest-agent --help")]
    [TestCase(new[] { "start" }, "'start' is neither a command nor a flag; see masakari-guest-agent --help")]
    [TestCase(
        new[] { "--config", "/a", "--interval-ms", "500", "--config=/b" },
        "flag --config: given twice, /a and /b; keep one of them"
    )]
    [TestCase(new[] { "--config", "/nowhere/x" }, "/nowhere/x: cannot be read; name another with --config FILE")]
    public void Read_BadFlag_NamesIt(string[] arguments, string expected)
    {
        var read = () => ConfigReader.Read(arguments);

        read.Should().Throw<ConfigException>().WithMessage(expected);
    }

    [TestCase("auto", null)]
    [TestCase("0", 0)]
    [TestCase("3600000", 3_600_000)]
    public void Read_Grace_IsMsOrAuto(string text, int? expected) =>
        ConfigReader.Read(["--config", "/dev/null", "--app-grace-ms", text]).AppGraceMs.Should().Be(expected);

    [TestCaseSource(nameof(Keys))]
    public void Defaults_OfEachOption_AreAllowed(string key)
    {
        var option = AgentOptionTable.All.Single(o => o.Key == key);

        option.Set(new AgentOptions(), option.Default).Should().BeTrue();
    }

    [Test]
    public void Sample_WithEveryLineInForce_IsTheDefaults()
    {
        var lines = OptionDocs
            .Sample()
            .Split('\n')
            .Select(l => l.StartsWith('#') && !l.StartsWith("# ", StringComparison.Ordinal) ? l[1..] : l);
        var options = new AgentOptions();

        ConfigReader.ReadLines(options, "sample", lines);

        options.Should().BeEquivalentTo(ConfigReader.Defaults());
    }
}
