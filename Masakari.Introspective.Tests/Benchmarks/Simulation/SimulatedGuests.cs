using System.Globalization;
using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>Domains as Nova makes them, by number.</summary>
internal static class SimulatedGuests
{
    public static IReadOnlyList<Guid> Many(int count) => [.. Enumerable.Range(1, count).Select(Uuid)];

    public static DomainSnapshot Snapshot(Guid guest) => new(guest, Name(guest), Number(guest), DomainState.Running, 1);

    /// <summary>Of the length and shape of the real thing, where the product looks.</summary>
    public static string Xml(Guid guest)
    {
        var name = Name(guest);
        return $"""
            <domain type='kvm' id='{Number(guest)}'>
              <name>{name}</name><uuid>{guest}</uuid>
              <metadata>
                <nova:instance xmlns:nova="http://openstack.org/xmlns/libvirt/nova/1.1">
                  <nova:package version="32.0.0"/><nova:name>server-{Number(guest)}</nova:name>
                  <nova:flavor name="m1.small" id="2"><nova:memory>2048</nova:memory><nova:disk>20</nova:disk>
                    <nova:extraSpecs><nova:extraSpec name="hw_rng:allowed">True</nova:extraSpec></nova:extraSpecs></nova:flavor>
                  <nova:owner><nova:user uuid="1">user</nova:user><nova:project uuid="2">project</nova:project></nova:owner>
                </nova:instance>
              </metadata>
              <memory unit='KiB'>2097152</memory><vcpu placement='static'>2</vcpu>
              <devices>
                <channel type='unix'>
                  <source mode='bind' path='/var/lib/libvirt/qemu/org.qemu.guest_agent.0.{name}.sock'/>
                  <target type='virtio' name='org.qemu.guest_agent.0' state='connected'/>
                </channel>
              </devices>
            </domain>
            """;
    }

    private static Guid Uuid(int number) => new(number, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 1);

    private static int Number(Guid guest) =>
        int.Parse(guest.ToString("N")[..8], NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Name(Guid guest) =>
        string.Create(CultureInfo.InvariantCulture, $"instance-{Number(guest):x8}");
}
