using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Notifications;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class StatusTableTests
{
    private static readonly DetectionPolicy Policy = new(3, ReportClosedPort: false, TimeSpan.Zero);

    private static readonly Ruling Hold = new(RulingKind.Hold, RulingReason.Grace, "it was started");

    private readonly InstanceMonitor _instance = new(Guid.NewGuid(), 0)
    {
        Domain = new DomainSnapshot(Guid.NewGuid(), "instance-1", 1, DomainState.Running, 0),
        Watch = new WatchDecision(WatchReason.Watched),
    };

    private InstanceStatus Status => StatusTable.Of(_instance, hasBeat: false, missesBeat: false);

    [Test]
    public void Watched_NeverAnswered_IsUnarmed() => Status.Should().Be(InstanceStatus.Unarmed);

    [Test]
    public void NotWatched_IsUnwatched_UnlessItsHeartbeatIsThere()
    {
        _instance.Watch = new WatchDecision(WatchReason.NoAgentChannel);

        Status.Should().Be(InstanceStatus.Unwatched);
        StatusTable.Of(_instance, hasBeat: true, missesBeat: false).Should().Be(InstanceStatus.Healthy);
        StatusTable.Of(_instance, hasBeat: true, missesBeat: true).Should().Be(InstanceStatus.Suspect);
    }

    [Test]
    public void Answered_IsHealthy_ThenSuspect_ThenHeldOrReported()
    {
        Observe(Finding.Answered);
        Status.Should().Be(InstanceStatus.Healthy);

        Observe(Finding.Silent);
        Status.Should().Be(InstanceStatus.Suspect);

        Fail();
        _instance.Ruling = Hold;
        Status.Should().Be(InstanceStatus.Held);

        _instance.Ruling = Hold with { Reason = RulingReason.GivenUp };
        Status.Should().Be(InstanceStatus.GivenUp);

        _instance.Ruling = null;
        Report("QEMU_GUEST_AGENT_ERROR", isDelivered: false);
        Status.Should().Be(InstanceStatus.Reported);
    }

    [TestCase(DomainState.Paused, 1, InstanceStatus.Paused)]
    [TestCase(DomainState.PmSuspended, 1, InstanceStatus.Paused)]
    [TestCase(DomainState.Shutoff, -1, InstanceStatus.Off)]
    public void NotRunning_IsSaidSo(DomainState state, int run, InstanceStatus expected)
    {
        Observe(Finding.Answered);
        _instance.Domain = _instance.Domain with { State = state, RunId = run };

        Status.Should().Be(expected);
    }

    [Test]
    public void DeadQemu_Reported_IsReported()
    {
        _instance.Domain = _instance.Domain with { State = DomainState.Shutoff, RunId = -1 };
        Report("LIFECYCLE", isDelivered: true);

        Status.Should().Be(InstanceStatus.Reported);
    }

    [TestCase(false, InstanceStatus.Reported)]
    [TestCase(true, InstanceStatus.Healthy)]
    public void IoErrorOfAGuestThatAnswers_CountsUntilItIsDelivered(bool isDelivered, InstanceStatus expected)
    {
        Observe(Finding.Answered);
        Report("IO_ERROR", isDelivered);

        Status.Should().Be(expected);
    }

    [Test]
    public void ClosedPort_IsNoProofOfHealth_ButAHeartbeatIs()
    {
        Observe(Finding.Answered);
        Observe(Finding.PortClosed);

        Status.Should().Be(InstanceStatus.Unarmed);
        StatusTable.Of(_instance, hasBeat: true, missesBeat: false).Should().Be(InstanceStatus.Healthy);
    }

    [Test]
    public void IoErrorThatMasakariNeverTakes_OfAGuestThatAnswers_CountsForNothing()
    {
        Observe(Finding.Answered);
        Report("IO_ERROR", isDelivered: false);
        _instance.Incidents.SetAside("IO_ERROR", "HTTP 400");

        Status.Should().Be(InstanceStatus.Healthy);
    }

    [Test]
    public void RulingOfAGuestThatIsWell_CountsForNothing()
    {
        Observe(Finding.Answered);
        _instance.Ruling = Hold;

        Status.Should().Be(InstanceStatus.Healthy);
    }

    private void Observe(Finding finding) =>
        _instance.Detector.Observe(finding, Policy, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

    private void Fail()
    {
        Observe(Finding.Silent);
        Observe(Finding.Silent);
        _instance.Sides.Fail("guest-ping", "silent");
    }

    private void Report(string eventName, bool isDelivered) =>
        _instance.Incidents.Restore(
            new Notification(_instance.Uuid, eventName, "STOPPED_FAILED", "compute-1", DateTimeOffset.UnixEpoch, "why"),
            TimeSpan.Zero,
            isDelivered
        );
}
