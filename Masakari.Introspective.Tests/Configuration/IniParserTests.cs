using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Masakari.Introspective.Configuration;
using NUnit.Framework;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Masakari.Introspective.Tests.Configuration;

[TestFixture]
internal sealed class IniParserTests
{
    [TestCase("k = v", "v")]
    [TestCase("k: v", "v")]
    [TestCase("k = a:b", "a:b")]
    [TestCase("k : a=b", "a=b")]
    [TestCase("k = pa#ss;word", "pa#ss;word")]
    [TestCase("k = \"v\"", "v")]
    [TestCase("k = 'v'", "v")]
    [TestCase("k = \"\"v\"\"", "\"v\"")]
    [TestCase("k = \"", "")]
    [TestCase("k = \"v'", "\"v'")]
    [TestCase("k = ' v '", " v ")]
    [TestCase("k =", "")]
    [TestCase("k = a\n  b\n\tc", "a\nb\nc")]
    [TestCase("k = 'a'\n 'b'", "a\n'b'")]
    public void Parse_Assignment_SplitsAsOslo(string line, string value) =>
        IniParser.Parse("f", "[DEFAULT]\n" + line).Entries.Should().Equal(new IniEntry("DEFAULT", "k", value, 2));

    [TestCase("[x", 1, "']'")]
    [TestCase("[x] # c", 1, "']'")]
    [TestCase("[]", 1, "empty")]
    [TestCase("k = v", 1, "[DEFAULT]")]
    [TestCase("[x]\nword", 2, "'='")]
    [TestCase("[x]\n= v", 2, "no option name")]
    [TestCase("[x]\n  k = v", 2, "blank")]
    [TestCase("[x]\nk = v\n\n  more", 4, "blank")]
    [TestCase("\ufeff[x]", 1, "byte order mark")]
    public void Parse_MalformedLine_NamesFileAndLine(string text, int line, string hint)
    {
        var act = () => IniParser.Parse("/etc/x.conf", text);

        act.Should()
            .Throw<ConfigException>()
            .Which.Message.Should()
            .StartWith($"/etc/x.conf:{line}: ")
            .And.Contain(hint);
    }

    [Test]
    public void Parse_SeveralMalformedLines_NamesEach()
    {
        var act = () => IniParser.Parse("f", "[x]\nword\nk = v\n= y\n");

        act.Should().Throw<ConfigException>().Which.Message.Split('\n').Should().HaveCount(2);
    }

    [Test]
    public void Find_KeyRepeatedOverSections_GivesAllInOrder() =>
        IniParser
            .Parse("f", "[Api]\nk = 1\n[x]\nk = 2\n[aPI]\nk = 3")
            .Find(new OptionKey("api", "k"))
            .Select(entry => entry.Line)
            .Should()
            .Equal(2, 6);

    [Property(MaxTest = 1000)]
    public Property Parse_ArbitraryText_ThrowsOnlyConfigException() =>
        Prop.ForAll(ArbitraryText, text => NeverAnythingBut<ConfigException>(() => IniParser.Parse("f", text)));

    [Property(MaxTest = 1000)]
    public Property Quote_AnySingleLine_ReadsBack() =>
        Prop.ForAll(
            ArbitraryText,
            text =>
            {
                var line = text.Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);
                var raw = IniParser.Parse("f", $"[x]\nk = {IniText.Quote(line)}\n").Entries[0].Value;
                return string.Equals(Interpolation.Expand(raw, _ => "?"), line, StringComparison.Ordinal);
            }
        );

    [Property(MaxTest = 500)]
    public Property Expand_ArbitraryText_NeverThrows() =>
        Prop.ForAll(ArbitraryText, text => Interpolation.Expand(text, name => name) is not null);

    /// <summary>Mostly the characters that mean something, so that short texts reach every branch.</summary>
    private static Arbitrary<string> ArbitraryText =>
        Gen.Elements("[]=:#;'\"$\\{}. \t\n\r\f\u00a0\u001cab_A1é☃".ToCharArray())
            .ArrayOf()
            .Select(chars => new string(chars))
            .ToArbitrary();

    private static bool NeverAnythingBut<TException>(Action act)
        where TException : Exception
    {
        try
        {
            act();
        }
        catch (TException)
        {
            return true;
        }

        return true;
    }
}
