using FluentAssertions;
using Masakari.Introspective.Configuration;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Configuration;

[TestFixture]
internal sealed class ValueParsersTests
{
    [TestCase("true", true)]
    [TestCase("ON", true)]
    [TestCase("1", true)]
    [TestCase("yes", true)]
    [TestCase("False", false)]
    [TestCase("off", false)]
    [TestCase("0", false)]
    [TestCase("no", false)]
    public void Bool_KnownWord_IsRead(string text, bool value) => ValueParsers.Bool(text).Should().Be(value);

    [TestCase("")]
    [TestCase("t")]
    [TestCase(" true")]
    public void Bool_OtherWord_Throws(string text) =>
        FluentActions.Invoking(() => ValueParsers.Bool(text)).Should().Throw<FormatException>();

    [TestCase("1.0", "not an integer")]
    [TestCase("0x1", "not an integer")]
    [TestCase("", "empty*")]
    [TestCase("11", "out of range")]
    [TestCase("-99999999999999999999", "out of range")]
    public void Int_NotAllowed_SaysWhy(string text, string problem) =>
        FluentActions
            .Invoking(() => ValueParsers.Int(text, 0, 10))
            .Should()
            .Throw<FormatException>()
            .WithMessage(problem);

    [Test]
    public void Float_NotANumber_IsRefused() =>
        FluentActions.Invoking(() => ValueParsers.Float("nan", 0, 1)).Should().Throw<FormatException>();

    [Test]
    public void List_ItemRefusesAPart_GluesItToTheNext()
    {
        var items = ValueParsers.List("(a,b), c,(d,e,f),", Bracketed);

        items.Should().Equal("(a,b)", "c", "(d,e,f)");
    }

    [Test]
    public void List_LastItemNeverAccepted_Throws() =>
        FluentActions.Invoking(() => ValueParsers.List("a,(b", Bracketed)).Should().Throw<FormatException>();

    [TestCase("info", "INFO")]
    public void Choice_CaseIgnored_GivesTheDeclaredSpelling(string text, string value) =>
        ValueParsers.Choice(text, ["INFO"], ignoreCase: true).Should().Be(value);

    private static string Bracketed(string part) =>
        part.StartsWith('(') == part.EndsWith(')') ? part : throw new FormatException("unbalanced");
}
