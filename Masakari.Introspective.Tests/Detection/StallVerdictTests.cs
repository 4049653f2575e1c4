using FluentAssertions;
using Masakari.Introspective.Detection;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection;

internal sealed class StallVerdictTests
{
    [TestCase(VerdictReason.GuestPanicked, "", "the guest's kernel panicked")]
    [TestCase(VerdictReason.WatchdogFired, "none", "the guest's watchdog fired (action none)")]
    [TestCase(VerdictReason.IoErrorPause, "", "an I/O error of one of its disks paused the guest")]
    public void Describe_Stall_IsOneClause(VerdictReason reason, string text, string words) =>
        new Verdict(reason, 0, TimeSpan.Zero, text).Describe().Should().Be(words);
}
