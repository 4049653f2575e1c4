using FluentAssertions;
using Masakari.Introspective.Configuration;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Configuration;

[TestFixture]
internal sealed class ConfigLinterTests
{
    private static readonly ConfigOption<int> Interval = Opt.Int(
        "introspectiveinstancemonitor",
        "guest_monitoring_interval",
        10,
        "h"
    );

    private static readonly ConfigOption[] Options =
    [
        .. IgnoredOptions.All,
        Interval,
        Opt.Int("callback", "retry_max", 12, "h"),
        Opt.Str("libvirt", "connection_uri", "qemu:///system", "h"),
        Opt.OptionalStr("DEFAULT", "hostname", "h", deprecated: ["host"]),
        Opt.Regex("introspectiveinstancemonitor", "qemu_guest_agent_sock_path", "/a", "h"),
    ];

    [TestCase(
        "[callback]\nretry_mx = 1",
        2,
        "[callback] retry_mx is not a known option and is not read; did you mean retry_max?"
    )]
    [TestCase(
        "[callback]\nretry-max = 1",
        2,
        "[callback] retry-max is not a known option and is not read; did you mean retry_max?"
    )]
    [TestCase(
        "[DEFAULT]\n\nretry_max = 1",
        3,
        "[DEFAULT] retry_max is not a known option and is not read; did you mean [callback] retry_max?"
    )]
    [TestCase("[libvirt]\nzzz = 1", 2, "[libvirt] zzz is not a known option and is not read")]
    [TestCase(
        "[libvrt]\nconnection_uri = x",
        1,
        "[libvrt] is not a known group and its options are not read; did you mean [libvirt]?"
    )]
    [TestCase(
        "[default]\nhostname = x",
        1,
        "[default] is not a known group and its options are not read; did you mean [DEFAULT]?"
    )]
    [TestCase("[DEFAULT]\nhost = x", 2, "[DEFAULT] host is deprecated; write [DEFAULT] hostname")]
    public void Load_OddName_WarnsOnceWithPlaceAndCure(string text, int line, string message) =>
        Warnings(text).Should().Equal($"F:{line}: {message}");

    [TestCase("[nova]\nanything = $x")]
    [TestCase("[host]\nmonitoring_driver = default\nunknown = 1")]
    [TestCase("[oslo_messaging_rabbit]\nx = 1")]
    [TestCase("[api]\nwww_authenticate_uri = http://x")]
    [TestCase("[Callback]\nretry_max = 1")]
    [TestCase("[DEFAULT]\ninstancemonitor_manager = a.b.C")]
    public void Load_OtherServicesNames_AreSilent(string text) => Warnings(text).Should().BeEmpty();

    [Test]
    public void Load_WrongNameOfOpenstackHelm_IsReadWithWarning()
    {
        using var temp = new TempDirectory();
        var config = Load(temp, "[introspectiveinstancemonitor]\nguest_monitor_interval = 7\n");

        config.Get(Interval).Should().Be(7);
        config.Warnings.Should().ContainSingle().Which.Message.Should().Contain("guest_monitoring_interval");
    }

    [Test]
    public void Load_PythonRawString_IsUnwrappedWithWarning()
    {
        using var temp = new TempDirectory();
        var option = (ConfigOption<string>)Options[^1];
        var config = Load(temp, "[introspectiveinstancemonitor]\nqemu_guest_agent_sock_path = r'/var/.*\\.sock'\n");

        config.Get(option).Should().Be(@"/var/.*\.sock");
        config
            .Warnings.Should()
            .ContainSingle()
            .Which.ToString()
            .Should()
            .Contain("a.conf:2: ")
            .And.Contain("raw string");
    }

    [Test]
    public void Load_UnknownVariableOfOurGroup_Warns()
    {
        using var temp = new TempDirectory();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["OS_CALLBACK__RETRY_MX"] = "1" };
        var sources = Sources(temp) with { Environment = environment };

        ConfigLoader
            .Load(new OptionCatalogue(Options), sources)
            .Warnings.Should()
            .ContainSingle()
            .Which.ToString()
            .Should()
            .StartWith("environment variable OS_CALLBACK__RETRY_MX: ");
    }

    [TestCase("", "", 0)]
    [TestCase("abc", "abc", 0)]
    [TestCase("abc", "acb", 1)]
    [TestCase("abc", "ab", 1)]
    [TestCase("abc", "xbc", 1)]
    [TestCase("", "abc", 3)]
    [TestCase("kitten", "sitting", 3)]
    public void Distance_Words_CountsEdits(string a, string b, int edits) =>
        NearestName.Distance(a, b).Should().Be(edits);

    private static List<string> Warnings(string text)
    {
        using var temp = new TempDirectory();
        var file = Path.Combine(temp.Root, "a.conf");
        return [.. Load(temp, text).Warnings.Select(w => w.ToString().Replace(file, "F", StringComparison.Ordinal))];
    }

    private static LoadedConfig Load(TempDirectory temp, string text) =>
        ConfigLoader.Load(
            new OptionCatalogue(Options),
            Sources(temp) with
            {
                Paths = [new ConfigPath(temp.Write("a.conf", text), false)],
            }
        );

    private static ConfigSources Sources(TempDirectory temp) => new() { Program = "p", Root = temp.Root };
}
