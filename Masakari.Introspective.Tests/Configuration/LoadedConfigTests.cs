using FluentAssertions;
using Masakari.Introspective.Configuration;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Configuration;

[TestFixture]
internal sealed class LoadedConfigTests
{
    private static readonly ConfigOption<int> Retry = Opt.Int("callback", "retry_max", 12, "h", 0, 100);
    private static readonly ConfigOption<TimeSpan> Pause = Opt.Seconds("callback", "pause", 10, "h", 1, 60);
    private static readonly ConfigOption<string?> Password = Opt.OptionalStr("api", "password", "h", secret: true);
    private static readonly ConfigOption<int> Pin = Opt.Int("api", "pin", 0, "h");
    private static readonly ConfigOption<string?> Ignored = Opt.Ignored("host", "x", "No reason.");
    private TempDirectory _temp = null!;

    [SetUp]
    public void MakeDirectory() => _temp = new TempDirectory();

    [TearDown]
    public void RemoveDirectory() => _temp.Dispose();

    [Test]
    public void Validate_SeveralBadValues_OneLineEach()
    {
        var path = _temp.Write("a.conf", "[callback]\nretry_max = 101\npause = soon\n[host]\nx = $nobody\n");

        var act = () => Load(path).Validate();

        act.Should()
            .Throw<ConfigException>()
            .Which.Message.Split('\n')
            .Should()
            .BeEquivalentTo(
                $"{path}:2: [callback] retry_max = '101': out of range; allowed: 0..100",
                $"{path}:3: [callback] pause = 'soon': not a number; allowed: 1..60 (unit: s)"
            );
    }

    [Test]
    public void Get_BadValueInEnvironment_NamesTheVariable()
    {
        var config = Load(sources: s => s with { Environment = Pairs("OS_CALLBACK__RETRY_MAX", "x") });

        var act = () => config.Get(Retry);

        act.Should()
            .Throw<ConfigException>()
            .WithMessage("environment variable OS_CALLBACK__RETRY_MAX: *retry_max = 'x'*");
    }

    [Test]
    public void Get_BadValueOnCommandLine_NamesTheFlag()
    {
        var config = Load(sources: s =>
            s with
            {
                CommandLine = new Dictionary<OptionKey, string> { [Retry.Key] = "x" },
            }
        );

        var act = () => config.Get(Retry);

        act.Should().Throw<ConfigException>().WithMessage("command line --callback-retry-max: *");
    }

    [Test]
    public void Get_EverySourceSet_CommandLineWins()
    {
        var path = _temp.Write("a.conf", "[callback]\nretry_max = 1\n");
        var environment = Pairs("OS_CALLBACK__RETRY_MAX", "2");
        var arguments = new Dictionary<OptionKey, string> { [Retry.Key] = "3" };

        Load(path).Get(Retry).Should().Be(1);
        Load(path, s => s with { Environment = environment }).Get(Retry).Should().Be(2);
        Load(path, s => s with { Environment = environment, CommandLine = arguments }).Get(Retry).Should().Be(3);
        Load().Get(Retry).Should().Be(12);
    }

    [TestCase("pa$ecret", "ecret")]
    public void Get_SecretWithUnknownReference_ShowsNothingOfIt(string value, string hidden)
    {
        var path = _temp.Write("a.conf", $"[api]\npassword = {value}\n");

        var act = () => Load(path).Get(Password);

        act.Should().Throw<ConfigException>().Which.Message.Should().Contain("$$").And.NotContain(hidden);
    }

    [Test]
    public void Dump_SecretSet_IsMasked()
    {
        var path = _temp.Write("a.conf", "[api]\npassword = hush\n");

        Load(path)
            .Dump()
            .Should()
            .Contain("api.password                   = ****")
            .And.NotContain(l => l.Contains("hush"));
    }

    [Test]
    public void Diff_ChangedValues_ListsThemWithSecretsMasked()
    {
        var before = Load(_temp.Write("a.conf", "[api]\npassword = a\n[callback]\nretry_max = 1\npause = 2\n"));
        var after = Load(_temp.Write("b.conf", "[api]\npassword = b\n[callback]\nretry_max = 3\npause = 2.0\n"));

        before.Diff(after).Should().Equal((Password, "****", "****"), (Retry, "1", "3"));
    }

    [Test]
    public void Load_FilesMissing_OneLineEach()
    {
        var act = () =>
            ConfigLoader.Load(Catalogue, Sources() with { Paths = [new("/no/a.conf", false), new("/no/d", true)] });

        act.Should()
            .Throw<ConfigException>()
            .Which.Message.Split('\n')
            .Should()
            .BeEquivalentTo(
                "/no/a.conf: the configuration file does not exist",
                "/no/d: --config-dir names a directory that does not exist"
            );
    }

    [Test]
    public void Load_FileNotUtf8_SaysSo()
    {
        var path = _temp.Write("a.conf", "");
        File.WriteAllBytes(path, [(byte)'#', 0xff]);

        var act = () => Load(path);

        act.Should().Throw<ConfigException>().WithMessage($"{path}: *not UTF-8*");
    }

    [TestCase("/dev/zero", "larger than 16 MiB")]
    [TestCase("/proc/self/mem", "cannot be read")]
    [TestCase("/proc", "directory")]
    public void Load_NoConfigurationFile_IsOneLine(string path, string hint)
    {
        var act = () => Load(path);

        var message = act.Should().Throw<ConfigException>().Which.Message;
        message.Should().StartWith(path + ": ").And.Contain(hint).And.NotContain("\n");
    }

    [Test]
    public void Load_DefaultFiles_FirstHitPerNameInSearchOrder()
    {
        var project = _temp.Write("root/etc/masakarimonitors/masakarimonitors.conf", "");
        _temp.Write("root/etc/masakarimonitors.conf", "");
        var program = _temp.Write("home/.masakarimonitors/prog.conf", "");
        _temp.Write("root/etc/prog.conf", "");
        var directory = _temp.Write("snap/etc/masakarimonitors/prog.conf.d/1.conf", "");

        var config = Load(sources: s =>
            s with
            {
                Environment = Pairs("SNAP_COMMON", Path.Combine(_temp.Root, "snap")),
            }
        );

        config.Files.Should().Equal(project, program, directory);
    }

    [Test]
    public void Get_CircularReference_IsOneError()
    {
        var a = Opt.OptionalStr("api", "a", "h");
        var b = Opt.OptionalStr("api", "b", "h");
        var path = _temp.Write("a.conf", "[api]\na = $b\nb = $a\n");
        var config = ConfigLoader.Load(new OptionCatalogue([a, b]), Sources() with { Paths = [new(path, false)] });

        var act = () => config.Get(a);

        act.Should().Throw<ConfigException>().WithMessage($"{path}:*circle*");
    }

    private static OptionCatalogue Catalogue => new([Retry, Pause, Password, Pin, Ignored]);

    private static Dictionary<string, string> Pairs(string name, string value) =>
        new(StringComparer.Ordinal) { [name] = value };

    private ConfigSources Sources() =>
        new()
        {
            Program = "prog",
            Home = Path.Combine(_temp.Root, "home"),
            Root = Path.Combine(_temp.Root, "root"),
        };

    private LoadedConfig Load(string? path = null, Func<ConfigSources, ConfigSources>? sources = null)
    {
        var start = path is null ? Sources() : Sources() with { Paths = [new ConfigPath(path, false)] };
        return ConfigLoader.Load(Catalogue, sources is null ? start : sources(start));
    }
}
