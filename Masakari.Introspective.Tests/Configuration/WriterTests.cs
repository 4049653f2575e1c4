using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Masakari.Introspective.Configuration;
using NUnit.Framework;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Masakari.Introspective.Tests.Configuration;

[TestFixture]
internal sealed class WriterTests
{
    private static readonly ConfigOption[] Options =
    [
        Opt.Int("callback", "retry_max", 12, "Tries after the first one.", 0, 100, deprecated: ["tries"]),
        Opt.Seconds("callback", "pause", 1.5, "Time between tries.", 1, 60),
        Opt.Str("DEFAULT", "pattern", @"^a|b$ \$", "A pattern."),
        Opt.Str("DEFAULT", "nothing", "", "Empty."),
        Opt.Str("DEFAULT", "blanks", " x ", "Blanks."),
        Opt.OptionalStr("DEFAULT", "unset", "Unset."),
        Opt.Bool("DEFAULT", "flag", true, "A flag."),
        Opt.List("DEFAULT", "names", ["a", "b"], "Names."),
        Opt.Float("DEFAULT", "factor", 0.25, "A factor.", 0),
        Opt.Ignored("DEFAULT", "old", "Python only."),
    ];

    [Test]
    public void WriteSample_Option_ShowsHelpUnitRangeOldNameAndDefault() =>
        Sample(new OptionCatalogue([Options[0], Options[1]]))
            .Should()
            .Be(
                """
                [callback]

                # Time between tries. (number, in s)
                # Allowed: 1..60.
                #pause = 1.5

                # Tries after the first one. (integer)
                # Allowed: 0..100.
                # Older name: [callback] tries
                #retry_max = 12

                """
            );

    [Test]
    public void WriteSample_CommentSignsTakenAway_GivesTheDefaults()
    {
        using var temp = new TempDirectory();
        var catalogue = new OptionCatalogue(Options);

        var config = Load(catalogue, temp, Sample(catalogue));

        config.Warnings.Should().BeEmpty();
        config.Diff(Load(catalogue, temp, "")).Should().BeEmpty();
        config.IsSet(Options[0]).Should().BeTrue();
    }

    [Test]
    public void WriteSample_IgnoredOption_IsLeftOut() =>
        Sample(new OptionCatalogue(Options)).Should().NotContain("old").And.NotContain("Python");

    [Property]
    public Property WriteSample_AnyTextDefault_ReadsBack() =>
        Prop.ForAll(
            Gen.Elements("$\\'\"{}#= ;:ab\t".ToCharArray()).ArrayOf().Select(c => new string(c)).ToArbitrary(),
            text =>
            {
                using var temp = new TempDirectory();
                var option = Opt.Str("api", "x", text, "h");
                var catalogue = new OptionCatalogue([option]);
                var config = Load(catalogue, temp, Sample(catalogue));
                return config.IsSet(option) && string.Equals(config.Get(option), text, StringComparison.Ordinal);
            }
        );

    [Test]
    public void WriteReference_AllKinds_OneRowEach()
    {
        using var text = new StringWriter();

        ReferenceWriter.Write(new OptionCatalogue(Options), text);

        text.ToString()
            .Should()
            .StartWith("# Configuration reference\n")
            .And.Contain("\n\n## [DEFAULT]\n")
            .And.Contain(
                "| `retry_max` | integer | `12` |  | 0..100 | Tries after the first one. Older names: `[callback] tries`. |"
            )
            .And.Contain("| `pause` | number | `1.5` | s | 1..60 | Time between tries. |")
            .And.Contain(@"| `pattern` | string | `^a\|b$ \$` |")
            .And.Contain("| `unset` | string | not set |")
            .And.Contain("| `nothing` | string | empty |")
            .And.Contain("| `old` | Python only. |");
    }

    private static string Sample(OptionCatalogue catalogue)
    {
        using var text = new StringWriter();
        SampleWriter.Write(catalogue, text);
        return text.ToString();
    }

    private static LoadedConfig Load(OptionCatalogue catalogue, TempDirectory temp, string sample)
    {
        var lines = sample
            .Split('\n')
            .Where(line => !line.EndsWith("<value>", StringComparison.Ordinal))
            .Select(line => line is ['#', not ' ', ..] ? line[1..] : line);
        var path = temp.Write("a.conf", string.Join('\n', lines));
        return ConfigLoader.Load(
            catalogue,
            new ConfigSources
            {
                Program = "p",
                Root = temp.Root,
                Paths = [new ConfigPath(path, false)],
            }
        );
    }
}
