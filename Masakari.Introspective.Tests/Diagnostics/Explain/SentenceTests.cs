using FluentAssertions;
using Masakari.Introspective.Diagnostics.Explain;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Monitoring.Decisions;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Explain;

internal sealed class SentenceTests
{
    [TestCase(null, "It answers.")]
    [TestCase(DecisionKind.Held, "Held back [grace]: It answers.")]
    [TestCase(DecisionKind.Reported, "Failed [grace]: It answers. It is reported to masakari-api.")]
    [TestCase(DecisionKind.Refused, "Not reported [grace]: It answers.")]
    [TestCase(DecisionKind.Outcome, "What became of the report [grace]: It answers.")]
    public void Of_Decision_SaysSo(DecisionKind? decision, string expected) =>
        Sentence.Of(decision, "grace", "It answers").Should().Be(expected);

    [Test]
    public void Of_EachDecision_IsASentence([Values] DecisionKind decision) =>
        Sentence.Of(decision, "grace", "so it is").Should().EndWith(".").And.Contain("so it is");

    [Test]
    public void Ping_EachAnswer_IsSaid([Values] PingAnswer answer) => PingText.Of(answer, "why").Should().NotBeEmpty();

    [Test]
    public void Ping_NoAnswer_NamesTheDeadline() => PingText.Of(null, "").Should().Contain("within 12 s");
}
