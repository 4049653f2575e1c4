using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Rulings;

internal sealed class ReasonCodeTests
{
    [TestCase(VerdictReason.GuestSilent, "guest-silent")]
    [TestCase(VerdictReason.HealthCheckHangs, "health-check-hangs")]
    public void Of_AReason_IsItsNameInSmallLettersWithHyphens(VerdictReason reason, string code) =>
        ReasonCode.Of(reason).Should().Be(code);

    [Test]
    public void Code_OfARuling_IsItsReasons() =>
        new Ruling(RulingKind.Refuse, RulingReason.NotHaEnabled, "").Code.Should().Be("not-ha-enabled");
}
