using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Tests.Libvirt;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Tests.Monitoring.GuestHeartbeat;

/// <summary>Hosts with one guest that has a heartbeat channel.</summary>
internal static class HeartbeatScene
{
    public const string Port = "org.openstack.masakari.0";

    public static (InMemoryDomain Domain, FakeGuest Guest) Established(
        MonitorRig rig,
        int intervalMs = 1000,
        CorrectiveAction wish = CorrectiveAction.Reboot
    )
    {
        var domain = AddWith(rig, Port);
        rig.Start();
        rig.Advance(20);
        var guest = rig.Hub.Open(domain.Uuid, Port);
        guest.Register(intervalMs, wish);
        return (domain, guest);
    }

    public static InMemoryDomain AddWith(MonitorRig rig, string port)
    {
        var domain = rig.Libvirt.Add("instance-1");
        domain.Xml = $"""
            <domain><devices>
            <channel type='unix'><source mode='bind' path='/q/agent.sock'/><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
            <channel type='unix'><source mode='bind' path='/q/{port}.sock'/><target type='virtio' name='{port}'/></channel>
            </devices></domain>
            """;
        return domain;
    }
}
