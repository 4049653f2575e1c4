using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Stalls;
using Masakari.Introspective.Notifications;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Stalls;

internal sealed class StallTableTests
{
    private const DomainEventId Life = DomainEventId.Lifecycle;

    [TestCase(Life, 8, 0, VerdictReason.GuestPanicked, "")]
    [TestCase(Life, 5, 2, VerdictReason.GuestPanicked, "")]
    [TestCase(Life, 3, 2, VerdictReason.IoErrorPause, "")]
    [TestCase(Life, 3, 3, VerdictReason.WatchdogFired, "pause")]
    [TestCase(DomainEventId.IoError, 1, -1, VerdictReason.IoErrorPause, "")]
    [TestCase(DomainEventId.Watchdog, 0, -1, VerdictReason.WatchdogFired, "none")]
    [TestCase(DomainEventId.Watchdog, 1, -1, VerdictReason.WatchdogFired, "pause")]
    [TestCase(DomainEventId.Watchdog, 5, -1, VerdictReason.WatchdogFired, "debug")]
    [TestCase(DomainEventId.Watchdog, 6, -1, VerdictReason.WatchdogFired, "inject-nmi")]
    public void Of_EventOfAStall_NamesIt(DomainEventId id, int type, int detail, VerdictReason reason, string text) =>
        StallTable.Of(Event(id, type, detail)).Should().Be(new Stall(reason, text));

    [TestCase(Life, 8, 1)]
    [TestCase(Life, 5, 5)]
    [TestCase(Life, 5, 1)]
    [TestCase(Life, 3, 0)]
    [TestCase(Life, 3, 6)]
    [TestCase(DomainEventId.IoError, 0, -1)]
    [TestCase(DomainEventId.IoError, 2, -1)]
    [TestCase(DomainEventId.Watchdog, 2, -1)]
    [TestCase(DomainEventId.Watchdog, 3, -1)]
    [TestCase(DomainEventId.Watchdog, 4, -1)]
    [TestCase(DomainEventId.Reboot, -1, -1)]
    public void Of_AnyOtherEvent_IsNoStall(DomainEventId id, int type, int detail) =>
        StallTable.Of(Event(id, type, detail)).Should().BeNull();

    [TestCase(DomainState.Crashed, 0, VerdictReason.GuestPanicked)]
    [TestCase(DomainState.Paused, 10, VerdictReason.GuestPanicked)]
    [TestCase(DomainState.Paused, 5, VerdictReason.IoErrorPause)]
    [TestCase(DomainState.Paused, 6, VerdictReason.WatchdogFired)]
    [TestCase(DomainState.Paused, 1, null)]
    [TestCase(DomainState.Running, 5, null)]
    [TestCase(DomainState.Shutoff, 3, null)]
    public void Of_State_NamesTheStall(DomainState state, int reason, VerdictReason? stall) =>
        StallTable.Of(Domain(7, state, reason))?.Reason.Should().Be(stall);

    [TestCase("guest-panicked", VerdictReason.GuestPanicked)]
    [TestCase("io-error-pause", VerdictReason.IoErrorPause)]
    [TestCase("watchdog-fired", VerdictReason.WatchdogFired)]
    public void Of_ReportOfAStall_NamesIt(string code, VerdictReason reason) =>
        StallTable.Of(Report(code))!.Reason.Should().Be(reason);

    [TestCase("guest-silent")]
    [TestCase("")]
    [TestCase(null)]
    public void Of_AnyOtherReport_IsNoStall(string? code) => StallTable.Of(Report(code!)).Should().BeNull();

    [TestCase(VerdictReason.GuestPanicked, "", 7, DomainState.Crashed, 1, FaultTruth.StillTrue)]
    [TestCase(VerdictReason.GuestPanicked, "", -1, DomainState.Shutoff, 3, FaultTruth.StillTrue)]
    [TestCase(VerdictReason.GuestPanicked, "", -1, DomainState.Shutoff, 2, FaultTruth.Gone)]
    [TestCase(VerdictReason.GuestPanicked, "", 7, DomainState.Running, 1, FaultTruth.Gone)]
    [TestCase(VerdictReason.GuestPanicked, "", 7, DomainState.Running, 3, FaultTruth.Gone)]
    [TestCase(VerdictReason.IoErrorPause, "", 7, DomainState.Paused, 5, FaultTruth.StillTrue)]
    [TestCase(VerdictReason.IoErrorPause, "", 7, DomainState.Paused, 1, FaultTruth.Gone)]
    [TestCase(VerdictReason.IoErrorPause, "", 7, DomainState.Running, 1, FaultTruth.Gone)]
    [TestCase(VerdictReason.IoErrorPause, "", -1, DomainState.Shutoff, 3, FaultTruth.Gone)]
    [TestCase(VerdictReason.WatchdogFired, "pause", 7, DomainState.Paused, 6, FaultTruth.StillTrue)]
    [TestCase(VerdictReason.WatchdogFired, "pause", 7, DomainState.Running, 1, FaultTruth.Gone)]
    [TestCase(VerdictReason.WatchdogFired, "none", 7, DomainState.Running, 1, null)]
    [TestCase(VerdictReason.WatchdogFired, "none", -1, DomainState.Shutoff, 1, FaultTruth.Gone)]
    public void Truth_OfAStall_IsReadFromTheDomain(
        VerdictReason reason,
        string text,
        int runId,
        DomainState state,
        int why,
        FaultTruth? truth
    ) => StallTable.Truth(new Stall(reason, text), Domain(runId, state, why)).Should().Be(truth);

    private static DomainEvent Event(DomainEventId id, int type, int detail) =>
        new(DateTimeOffset.UnixEpoch, Guid.Empty, "instance-1", id, type, detail);

    private static DomainSnapshot Domain(int runId, DomainState state, int reason) =>
        new(Guid.Empty, "instance-1", runId, state, reason);

    private static Notification Report(string code) =>
        new(Guid.Empty, "QEMU_GUEST_AGENT_ERROR", "STOPPED_FAILED", "h", DateTimeOffset.UnixEpoch, "x", 7, code);
}
