using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Notifications;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Holds;

/// <summary>Holds by people: their store, and what they do on a whole host.</summary>
internal sealed class HoldTests
{
    private static readonly TimeSpan TenMinutes = TimeSpan.FromMinutes(10);

    [Test]
    public void HungGuest_WhileHeld_IsReportedWhenTheHoldEnds()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Holds.Set(guest.Uuid, "kernel debugging", "1000/alice", TenMinutes);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

        rig.Advance(590);

        rig.Notifier.Reported.Should().BeEmpty();
        rig.DetectorOf(guest).State.Should().Be(GuestState.Held);
        rig.Log.Count(LogLevel.Warning, "is held back [held-by-person]: 1000/alice holds it until").Should().Be(1);
        rig.Advance(25);
        rig.Notifier.Reported.Should().ContainSingle();
        rig.Log.Count(LogLevel.Warning, "has ended (kernel debugging)").Should().Be(1);
    }

    [Test]
    public void HungGuest_HoldIsReleased_IsReported()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Holds.Set(null, "host upgrade", "alice", TenMinutes);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(60);
        rig.Notifier.Reported.Should().BeEmpty();

        rig.Holds.Release(null, "bob").Should().BeTrue();
        rig.Advance(15);

        rig.Notifier.Reported.Should().ContainSingle();
        rig.Log.Count(LogLevel.Warning, "Hold set on the host: alice holds this host until").Should().Be(1);
        rig.Log.Count(LogLevel.Warning, "Hold released on the host by bob; it was: host upgrade.").Should().Be(1);
        rig.Holds.Release(null, "bob").Should().BeFalse();
    }

    [Test]
    public async Task KilledQemu_WhileHeld_WaitsInTheOutbox()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Holds.Set(guest.Uuid, "x", "alice", TenMinutes);

        rig.Libvirt.KillQemu(guest);

        var crash = rig.Notifier.Reported.Should().ContainSingle().Subject;
        var (truth, why) = await rig.Faults.ReadAsync(crash, default);
        truth.Should().Be(FaultTruth.Unknown);
        why.Should().EndWith("[held-by-person]");
        rig.Advance(601);
        (await rig.Faults.ReadAsync(crash, default)).Truth.Should().Be(FaultTruth.StillTrue);
    }

    [Test]
    public async Task InstanceThatIsNotKnown_IsHeldByTheHostsHold()
    {
        using var rig = new MonitorRig();
        rig.Start();
        rig.Holds.Set(null, "x", "alice", TenMinutes);
        var late = rig.Libvirt.Add("instance-9");
        rig.Libvirt.KillQemu(late);

        var crash = rig.Notifier.Reported.Should().ContainSingle().Subject;

        (await rig.Faults.ReadAsync(crash, default)).Truth.Should().Be(FaultTruth.Unknown);
    }

    [Test]
    public void OtherInstances_AreNotHeld()
    {
        using var rig = new MonitorRig();
        var held = rig.Libvirt.Add("instance-1");
        var other = rig.Libvirt.Add("instance-2");
        rig.Start();
        rig.Advance(20);
        rig.Holds.Set(held.Uuid, "x", "alice", TenMinutes);
        rig.Libvirt.SetAgent(other, AgentBehaviour.Silent);

        rig.Advance(20);

        rig.Notifier.Reported.Should().ContainSingle().Which.InstanceUuid.Should().Be(other.Uuid);
    }

    [Test]
    public void Holds_OverARestart_AreInForceUntilTheWallClockEndsThem()
    {
        using var first = new MonitorRig();
        var guest = first.Libvirt.Add("instance-1");
        first.Start();
        var hold = first.Holds.Set(guest.Uuid, "x", "alice", TenMinutes);
        using var second = first.Next();

        second.Start();

        second.Holds.All.Should().Equal(hold);
        second.Log.Count(LogLevel.Information, "Hold in force on").Should().Be(1);
        second.Time.StepWallClock(TenMinutes);
        second.Holds.All.Should().BeEmpty();
        File.ReadAllText(Path.Combine(second.State, "holds.json")).Trim().Should().Be("[]");
    }

    [Test]
    public void File_IsReadableAndOnlyForItsOwner()
    {
        using var rig = new MonitorRig();
        rig.Start();

        rig.Holds.Set(null, "Jörg's rack <b> & co", "alice", TenMinutes);

        var path = Path.Combine(rig.State, "holds.json");
        File.ReadAllLines(path).Should().Contain(line => line.Contains("\"Reason\": \"Jörg's rack <b> & co\""));
        File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [TestCase("not json")]
    [TestCase("{\"a\": 1}")]
    [TestCase("")]
    [TestCase("[{\"Instance\": \"no uuid\", \"Reason\": \"x\", \"Who\": \"y\"}]")]
    public void DamagedFile_IsSaidOnceAndSetAside(string text)
    {
        using var rig = new MonitorRig();
        var path = Path.Combine(rig.State, "holds.json");
        File.WriteAllText(path, text);

        rig.Start();
        rig.Advance(60);

        rig.Log.Count(LogLevel.Error, "no hold by a person is in force. It is kept as").Should().Be(1);
        File.ReadAllText(path + ".damaged").Should().Be(text);
        rig.Holds.Set(null, "x", "alice", TenMinutes);
        rig.Holds.All.Should().ContainSingle();
    }

    [Test]
    public void FileThatAPersonEdited_IsRead()
    {
        using var rig = new MonitorRig();
        var until = rig.Time.GetUtcNow().AddHours(1).ToString("o");
        File.WriteAllText(
            Path.Combine(rig.State, "holds.json"),
            $$"""
            [
              // until Bob is back
              {"instance": null, "reason": "y", "who": "bob", "created": "2026-11-21T02:00:00Z", "until": "{{until}}",},
            ]
            """
        );

        rig.Start();

        rig.Holds.All.Should().ContainSingle().Which.Who.Should().Be("bob");
    }

    [Test]
    public void PartlyDamagedFile_KeepsTheGoodHolds()
    {
        using var rig = new MonitorRig();
        var path = Path.Combine(rig.State, "holds.json");
        var until = rig.Time.GetUtcNow().AddHours(1).ToString("o");
        File.WriteAllText(
            path,
            $$"""[null, {"Reason": "x"}, {"Instance": null, "Reason": "y", "Who": "bob", "Created": "2026-11-21T02:00:00Z", "Until": "{{until}}"}]"""
        );

        rig.Start();

        rig.Holds.All.Should().ContainSingle().Which.Who.Should().Be("bob");
        rig.Log.Count(LogLevel.Error, "is damaged: 2 of its 3 holds lack a reason or a name").Should().Be(1);
        File.Exists(path + ".damaged").Should().BeTrue();
    }

    [Test]
    public void FolderThatCannotBeWritten_HoldsAllTheSameAndIsWrittenLater()
    {
        using var rig = new MonitorRig();
        rig.Start();
        var path = Path.Combine(rig.State, "holds.json");
        Directory.CreateDirectory(path);

        rig.Holds.Set(null, "x", "alice", TenMinutes);
        rig.Advance(5);

        rig.Holds.All.Should().ContainSingle();
        rig.Log.Count(LogLevel.Warning, "a restart of the monitor will not know them").Should().Be(1);
        Directory.Delete(path);
        rig.Advance(2);
        File.Exists(path).Should().BeTrue();
    }

    [Test]
    public void UnreadableFile_IsSaid()
    {
        using var rig = new MonitorRig();
        using (var large = File.Create(Path.Combine(rig.State, "holds.json")))
        {
            large.SetLength(9 * 1024 * 1024);
        }

        rig.Start();

        rig.Log.Count(LogLevel.Error, "cannot be read (it has 9437184 bytes, more than 8388608)").Should().Be(1);
    }
}
