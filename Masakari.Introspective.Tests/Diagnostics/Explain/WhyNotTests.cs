using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Diagnostics.Explain;
using Masakari.Introspective.Monitoring.Decisions;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Explain;

/// <summary>Every reason has its sentence.</summary>
internal sealed class WhyNotTests
{
    [Test]
    public void Ruling_Each_HasASentence([Values] RulingReason reason)
    {
        ShouldBeSentences(WhyNot.Of(reason));
        WhyNot.Of(DecisionKind.Held, ReasonCode.Of(reason)).Should().Be(WhyNot.Of(reason));
        WhyNot.Of(DecisionKind.Refused, ReasonCode.Of(reason)).Should().Be(WhyNot.Of(reason));
    }

    [Test]
    public void Verdict_Each_HasASentence([Values] VerdictReason reason)
    {
        ShouldBeSentences(WhyNot.Of(reason));
        WhyNot.Of(DecisionKind.Reported, ReasonCode.Of(reason)).Should().Be(WhyNot.Of(reason));
    }

    [Test]
    public void Decision_Each_HasASentenceForItsCodes([Values] DecisionKind kind)
    {
        var code = kind switch
        {
            DecisionKind.Outcome => "finished",
            DecisionKind.Reported => "guest-silent",
            _ => "grace",
        };

        ShouldBeSentences(WhyNot.Of(kind, code));
    }

    [TestCase(DecisionKind.Outcome, "skipped")]
    [TestCase(DecisionKind.Outcome, "finished")]
    [TestCase(DecisionKind.Outcome, "error")]
    [TestCase(DecisionKind.Outcome, "failed")]
    [TestCase(DecisionKind.Outcome, "ignored")]
    [TestCase(DecisionKind.Reported, "domain-died")]
    [TestCase(DecisionKind.Reported, "io-error")]
    public void Code_ThatIsNoEnum_HasASentence(DecisionKind kind, string code) =>
        ShouldBeSentences(WhyNot.Of(kind, code));

    [TestCase(DecisionKind.Held)]
    [TestCase(DecisionKind.Reported)]
    [TestCase(DecisionKind.Outcome)]
    public void Code_OfALaterVersion_IsEmpty(DecisionKind kind) => WhyNot.Of(kind, "not-made-yet").Should().BeEmpty();

    private static void ShouldBeSentences(string text) => text.Should().MatchRegex("^[A-Za-z].*\\.$");
}
