using FluentAssertions;
using Masakari.Introspective.Detection.Operations;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Operations;

internal sealed class NovaTaskTests
{
    [TestCase(null, null)]
    [TestCase("", null)]
    [TestCase("powering-off", Operation.PowerOff)]
    [TestCase("deleting", Operation.PowerOff)]
    [TestCase("soft-deleting", Operation.PowerOff)]
    [TestCase("rebooting", Operation.Reboot)]
    [TestCase("reboot_pending", Operation.Reboot)]
    [TestCase("reboot_started", Operation.Reboot)]
    [TestCase("rebooting_hard", Operation.Reboot)]
    [TestCase("reboot_pending_hard", Operation.Reboot)]
    [TestCase("reboot_started_hard", Operation.Reboot)]
    [TestCase("migrating", Operation.Migration)]
    [TestCase("resize_prep", Operation.Migration)]
    [TestCase("resize_migrating", Operation.Migration)]
    [TestCase("resize_reverting", Operation.Migration)]
    [TestCase("pausing", Operation.Pause)]
    [TestCase("unpausing", Operation.Pause)]
    [TestCase("suspending", Operation.Save)]
    [TestCase("resuming", Operation.Save)]
    [TestCase("shelving", Operation.Save)]
    [TestCase("shelving_image_uploading", Operation.Save)]
    [TestCase("shelving_offloading", Operation.Save)]
    [TestCase("unshelving", Operation.Save)]
    [TestCase("image_snapshot", Operation.Snapshot)]
    [TestCase("image_snapshot_pending", Operation.Snapshot)]
    [TestCase("image_uploading", Operation.Snapshot)]
    [TestCase("image_backup", Operation.Snapshot)]
    [TestCase("rebuilding", Operation.Task)]
    [TestCase("powering-on", Operation.Task)]
    [TestCase("rescuing", Operation.Task)]
    [TestCase("something-new", Operation.Task)]
    public void KindOf_TaskState_IsTheOperation(string? taskState, object? expected) =>
        NovaTask.KindOf(taskState).Should().Be((Operation?)expected);

    [TestCase(null, false)]
    [TestCase("", false)]
    [TestCase("powering-off", true)]
    [TestCase("deleting", true)]
    [TestCase("soft-deleting", true)]
    [TestCase("suspending", true)]
    [TestCase("shelving", true)]
    [TestCase("shelving_offloading", true)]
    [TestCase("unshelving", false)]
    [TestCase("resuming", false)]
    [TestCase("pausing", false)]
    [TestCase("rebooting", false)]
    [TestCase("migrating", false)]
    public void EndsOff_TaskState_IsWhetherItsOwnerWantsItOff(string? taskState, bool expected) =>
        NovaTask.EndsOff(taskState).Should().Be(expected);
}
