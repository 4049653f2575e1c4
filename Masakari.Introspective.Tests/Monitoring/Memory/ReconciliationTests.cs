using FluentAssertions;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Memory;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Memory;

internal sealed class ReconciliationTests
{
    [TestCase(ShutoffReason.Shutdown, 0)]
    [TestCase(ShutoffReason.Destroyed, 1)]
    [TestCase(ShutoffReason.Crashed, 5)]
    [TestCase(ShutoffReason.Failed, 5)]
    [TestCase(ShutoffReason.Daemon, 5)]
    [TestCase(ShutoffReason.Migrated, null)]
    [TestCase(ShutoffReason.Saved, null)]
    [TestCase(ShutoffReason.FromSnapshot, null)]
    // libvirtd, restarted since, has forgotten why: it may well have been the owner.
    [TestCase(ShutoffReason.Unknown, null)]
    public void MissedStopDetail_IsTheEventThatWasMissed(int reason, int? detail) =>
        Reconciliation.MissedStopDetail(reason).Should().Be(detail);
}
