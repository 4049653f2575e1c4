using FluentAssertions;
using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Operations;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Operations;

internal sealed class DomainOperationsTests
{
    [TestCase(0, Operation.Pause)]
    [TestCase(1, Operation.Migration)]
    [TestCase(2, null)]
    [TestCase(3, null)]
    [TestCase(4, Operation.Pause)]
    [TestCase(5, Operation.Pause)]
    [TestCase(6, null)]
    [TestCase(7, Operation.Migration)]
    [TestCase(8, null)]
    public void OfSuspension_IsNullWhereNobodyPlannedIt(int detail, object? expected) =>
        DomainOperations.OfSuspension(detail).Should().Be((Operation?)expected);

    [TestCase(DomainState.Running, 1, null)]
    [TestCase(DomainState.Shutdown, 1, Operation.PowerOff)]
    [TestCase(DomainState.PmSuspended, 0, Operation.Pause)]
    [TestCase(DomainState.Paused, 1, Operation.Pause)]
    [TestCase(DomainState.Paused, 2, Operation.Migration)]
    [TestCase(DomainState.Paused, 3, Operation.Save)]
    [TestCase(DomainState.Paused, 4, Operation.Snapshot)]
    [TestCase(DomainState.Paused, 5, null)]
    [TestCase(DomainState.Paused, 6, null)]
    [TestCase(DomainState.Paused, 8, Operation.PowerOff)]
    [TestCase(DomainState.Paused, 9, Operation.Snapshot)]
    [TestCase(DomainState.Paused, 10, null)]
    [TestCase(DomainState.Paused, 12, Operation.Migration)]
    public void OfState_SaysWhatIsUnderWay(object state, int reason, object? expected) =>
        DomainOperations.OfState((DomainState)state, reason).Should().Be((Operation?)expected);

    [TestCase(0, DomainJobOperation.MigrationOut, null)]
    [TestCase(1, DomainJobOperation.MigrationOut, Operation.Migration)]
    [TestCase(2, DomainJobOperation.MigrationIn, Operation.Migration)]
    [TestCase(3, DomainJobOperation.MigrationOut, null)]
    [TestCase(2, DomainJobOperation.Save, Operation.Save)]
    [TestCase(2, DomainJobOperation.Restore, Operation.Save)]
    [TestCase(2, DomainJobOperation.Snapshot, Operation.Snapshot)]
    [TestCase(2, DomainJobOperation.SnapshotRevert, Operation.Snapshot)]
    [TestCase(2, DomainJobOperation.Dump, Operation.Snapshot)]
    [TestCase(2, DomainJobOperation.Backup, null)]
    [TestCase(2, DomainJobOperation.SnapshotDelete, null)]
    [TestCase(2, DomainJobOperation.Start, Operation.Task)]
    [TestCase(2, DomainJobOperation.Unknown, Operation.Task)]
    public void OfJob_IsWhatDisturbsTheGuest(int type, object job, object? expected) =>
        DomainOperations.OfJob(new DomainJob(type, (DomainJobOperation)job)).Should().Be((Operation?)expected);

    [Test]
    public void Options_AreReadFromTheConfiguration()
    {
        OperationOptions.From(new TestConfig()).Should().Be(new OperationOptions());
        OperationOptions
            .From(
                new TestConfig(
                    ("masakari_introspective/planned_stop_ceiling", "1"),
                    ("masakari_introspective/planned_reboot_ceiling", "2"),
                    ("masakari_introspective/planned_migration_ceiling", "3"),
                    ("masakari_introspective/planned_operation_ceiling", "4"),
                    ("masakari_introspective/planned_grace", "0"),
                    ("masakari_introspective/nova_check_timeout", "5")
                )
            )
            .Should()
            .Be(
                new OperationOptions
                {
                    Limits = new OperationLimits
                    {
                        Stop = TimeSpan.FromSeconds(1),
                        Reboot = TimeSpan.FromSeconds(2),
                        Migration = TimeSpan.FromSeconds(3),
                        Other = TimeSpan.FromSeconds(4),
                        Grace = TimeSpan.Zero,
                    },
                    NovaTimeout = TimeSpan.FromSeconds(5),
                }
            );
    }

    [TestCase(10, 120)]
    [TestCase(40, 120)]
    [TestCase(60, 180)]
    public void LimitsFor_Interval_MemoryLastsOverThreeQuestions(int interval, int memory) =>
        new OperationOptions()
            .LimitsFor(TimeSpan.FromSeconds(interval))
            .Memory.Should()
            .Be(TimeSpan.FromSeconds(memory));
}
