using System.Text.RegularExpressions;
using FluentAssertions;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Hosting.Logging;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;
using NSubstitute;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Hosting.Logging;

[TestFixture]
internal sealed class LoggingTests
{
    private const string Stamp = @"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} 42 ";
    private static readonly Guid Uuid = new("11111111-2222-3333-4444-555555555555");

    [Test]
    public async Task DefaultLayout_OfInstanceMessage_IsOslosWithThePrefix()
    {
        await using var lab = new LogLab();
        var log = lab.Start(new LoggingSettings()).Factory.CreateLogger("room.Type");

        TestLog.Missed(log, Uuid, 3, 0.5);

        (await lab.StandardErrorAsync())
            .Should()
            .MatchRegex(Stamp + Regex.Escape($"WARNING room.Type [-] [instance: {Uuid}] Missed 3 of 0.5\n") + "$");
    }

    [Test]
    public async Task Message_WithLineEndsFromAGuest_StaysOneLine()
    {
        await using var lab = new LogLab();
        var log = lab.Start(new LoggingSettings()).Factory.CreateLogger("room");

        TestLog.Says(log, "hi\n2026-01-01 00:00:00.000 1 CRITICAL forged \u001b[2J");

        (await lab.StandardErrorAsync())
            .Should()
            .MatchRegex(
                Stamp + @"INFO room \[-\] Guest says hi\\n2026-01-01 00:00:00.000 1 CRITICAL forged \\x1b\[2J\n$"
            );
    }

    [Test]
    public async Task Exception_OfTheWorld_IsOneLineUnlessDebugging()
    {
        await using var lab = new LogLab();
        var handle = lab.Start(new LoggingSettings());
        var log = handle.Factory.CreateLogger("room");

        TestLog.Failed(log, Thrown(new IOException("disk\nfull")));
        var quiet = await lab.StandardErrorAsync();
        await handle.ReconfigureAsync(new LoggingSettings { Debug = true });
        TestLog.Failed(log, Thrown(new IOException("disk full")));
        var all = await lab.StandardErrorAsync();

        quiet.Should().MatchRegex(Stamp + @"ERROR room \[-\] Failed: disk\\nfull\n$");
        var lines = all[quiet.Length..].TrimEnd('\n').Split('\n');
        lines[0].Should().MatchRegex(Stamp + @"ERROR room \[-\] Failed$");
        lines[1].Should().MatchRegex(Stamp + "ERROR room System.IO.IOException: disk full$");
        lines[2].Should().MatchRegex(Stamp + "ERROR room    at ");
    }

    [Test]
    public async Task Exception_OfOurs_ShowsItsTrace()
    {
        await using var lab = new LogLab();
        var log = lab.Start(new LoggingSettings()).Factory.CreateLogger("room");

        TestLog.Failed(log, Thrown(new InvalidOperationException("a defect")));

        (await lab.StandardErrorAsync()).Should().Contain("ERROR room System.InvalidOperationException: a defect");
    }

    [Test]
    public async Task Levels_OfDebugAndLoggers_FollowReconfigure()
    {
        await using var lab = new LogLab();
        var handle = lab.Start(new LoggingSettings());
        var log = handle.Factory.CreateLogger("room");
        TestLog.Details(log);
        log.IsEnabled(LogLevel.Debug).Should().BeFalse();

        await handle.ReconfigureAsync(
            new LoggingSettings
            {
                Debug = true,
                Levels = new Dictionary<string, LogLevel>(StringComparer.Ordinal) { ["loud"] = LogLevel.Error },
            }
        );
        TestLog.Details(log);
        TestLog.Says(handle.Factory.CreateLogger("loud.Type"), "nothing");

        (await lab.StandardErrorAsync()).Should().MatchRegex(Stamp + @"DEBUG room \[-\] Details\n$");
    }

    [Test]
    public async Task Json_OfInstanceMessage_HasOslosFields()
    {
        await using var lab = new LogLab();
        var log = lab.Start(new LoggingSettings { UseJson = true }).Factory.CreateLogger("room.Type");

        TestLog.Missed(log, Uuid, 3, 0.5);

        var json = JObject.Parse(await lab.StandardErrorAsync());
        json.Properties()
            .Select(p => p.Name)
            .Should()
            .Equal(
                "message",
                "asctime",
                "name",
                "msg",
                "args",
                "levelname",
                "levelno",
                "pathname",
                "filename",
                "module",
                "lineno",
                "funcname",
                "created",
                "msecs",
                "relative_created",
                "thread",
                "thread_name",
                "process_name",
                "process",
                "traceback",
                "hostname",
                "error_summary",
                "context",
                "extra"
            );
        json.Value<string>("message").Should().Be("Missed 3 of 0.5");
        json.Value<int>("levelno").Should().Be(30);
        json.Value<string>("hostname").Should().Be("host1");
        json.Value<string>("funcname").Should().Be("Missed");
        json["extra"]!.Value<string>("instance").Should().Be($"[instance: {Uuid}] ");
        json["extra"]!.Value<string>("InstanceUuid").Should().Be(Uuid.ToString());
        json["extra"]!.Value<int>("Count").Should().Be(3);
    }

    [Test]
    public async Task Create_WithFormatsThatMeanNothingHere_WarnsAndGoesOn()
    {
        await using var lab = new LogLab();
        lab.Start(
            new LoggingSettings { DefaultFormat = "%(levelname)s %(nosuch)s %(message)s", ConfigAppend = "/x.ini" }
        );

        (await lab.StandardErrorAsync())
            .Should()
            .Contain("WARNING %(nosuch)s [DEFAULT] logging_default_format_string: the field %(nosuch)s")
            .And.Contain("log_config_append = /x.ini");
    }

    [Test]
    public void SyslogFacility_ThatNoneKnows_IsRefusedByTheOptionItself()
    {
        var act = () => LoggingOptions.SyslogFacility.Parse("LOG_NOSUCH");

        act.Should().Throw<FormatException>();
        LoggingOptions.SyslogFacility.AllowedText.Should().Contain("LOG_LOCAL0");
    }

    [Test]
    public void From_OptionsWithABadLevel_NamesOptionValueAndCure()
    {
        var values = Values();
        values.Get(LoggingOptions.DefaultLogLevels).Returns(["amqp=LOUD"]);

        var act = () => LoggingSettings.From(values);

        act.Should().Throw<ConfigException>().WithMessage("*default_log_levels*amqp=LOUD*WARNING*");
    }

    [Test]
    public void From_DefaultOptions_EqualsTheSettingsDefaults()
    {
        LoggingSettings.From(Values()).Should().BeEquivalentTo(new LoggingSettings());
    }

    [TestCase("", "/d", "/d/prog.log")]
    [TestCase("x.log", "/d", "/d/x.log")]
    [TestCase("/a/x.log", "/d", "/a/x.log")]
    [TestCase("x.log", "", "x.log")]
    [TestCase("", "", null)]
    public void FilePath_OfFileAndFolder_FollowsOslo(string file, string folder, string? expected)
    {
        new LoggingSettings { LogFile = file, LogDir = folder }
            .FilePath("prog")
            .Should()
            .Be(expected);
    }

    private static IConfigValues Values()
    {
        var values = Substitute.For<IConfigValues>();
        values.Get(Arg.Any<ConfigOption<string>>()).Returns(c => c.Arg<ConfigOption<string>>().Default);
        values.Get(Arg.Any<ConfigOption<bool>>()).Returns(c => c.Arg<ConfigOption<bool>>().Default);
        values.Get(Arg.Any<ConfigOption<int>>()).Returns(c => c.Arg<ConfigOption<int>>().Default);
        values
            .Get(Arg.Any<ConfigOption<IReadOnlyList<string>>>())
            .Returns(c => c.Arg<ConfigOption<IReadOnlyList<string>>>().Default);
        return values;
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
