using FluentAssertions;
using Masakari.Introspective.Detection.LocalHealth;
using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Brake;

/// <summary>Heartbeats that many guests, or an unwell judge, lose at once.</summary>
internal sealed class HeartbeatStormTests
{
    private const string Port = "org.openstack.masakari.0";

    [Test]
    public void HeartbeatsLostAtOnce_AreHeld_AndClosedWhenTheyComeBack()
    {
        using var rig = new MonitorRig();
        var guests = Established(rig, 6);
        guests.GetRange(0, 4).ForEach(guest => guest.Answers = false);

        rig.Advance(90);
        rig.Notifier.Reported.Should().BeEmpty();
        rig.Storm.IsEngaged.Should().BeTrue();
        guests.ForEach(guest => guest.Answers = true);
        rig.Advance(30);

        rig.Storm.IsEngaged.Should().BeFalse();
        rig.Notifier.Reported.Should().BeEmpty();
        rig.Instances.All.Should().OnlyContain(instance => instance.Sides.IsWell && instance.Ruling == null);
    }

    [Test]
    public void HeartbeatsLostByHalfOfThem_AreReported()
    {
        using var rig = new MonitorRig();
        var guests = Established(rig, 6);
        guests.GetRange(0, 3).ForEach(guest => guest.Answers = false);

        rig.Advance(4);

        rig.Notifier.Reported.Should().HaveCount(3);
    }

    [Test]
    public void IllHealthOfMany_IsHeldToo()
    {
        using var rig = new MonitorRig();
        var guests = Established(rig, 6);
        rig.Advance(2);
        guests.GetRange(0, 2).ForEach(guest => guest.Answers = false);
        rig.Advance(1.5);
        guests.GetRange(2, 3).ForEach(guest => guest.Health = Health.Unhealthy);

        rig.Advance(60);

        rig.Storm.IsEngaged.Should().BeTrue();
    }

    [Test]
    public void HeartbeatLost_WhileTheJudgeIsUnwell_IsHeldForAWhile()
    {
        using var rig = new MonitorRig();
        var guests = Established(rig, 1);
        rig.Readings.Now = new SelfReading { QueueDelay = TimeSpan.FromSeconds(2) };
        rig.Advance(1);
        guests[0].Answers = false;

        rig.Advance(10);
        rig.Notifier.Reported.Should().BeEmpty();
        rig.Journal.Of(guests[0].Instance).Should().ContainSingle().Which.Code.Should().Be("judge-unwell");
        rig.Advance(60);

        rig.Notifier.Reported.Should().ContainSingle();
    }

    private static List<FakeGuest> Established(MonitorRig rig, int count)
    {
        var domains = Enumerable.Range(1, count).Select(i => rig.Libvirt.Add($"instance-{i}")).ToList();
        foreach (var domain in domains)
        {
            domain.Xml = $"""
                <domain><devices>
                <channel type='unix'><source mode='bind' path='/q/{domain.Name}.sock'/><target type='virtio' name='{Port}'/></channel>
                </devices></domain>
                """;
        }

        rig.Start();
        rig.Advance(20);
        var guests = domains.ConvertAll(domain => rig.Hub.Open(domain.Uuid, Port));
        guests.ForEach(guest => guest.Register(1000, CorrectiveAction.Reboot));
        rig.Advance(2);
        return guests;
    }
}
