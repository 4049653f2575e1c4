namespace Masakari.Introspective.Libvirt;

/// <summary>A running domain's counters, as QEMU has them; all grow from the domain's start.</summary>
/// <param name="BalloonUpdate">
/// When the balloon driver in the guest's kernel last reported, in seconds of the Unix epoch; null or 0 where it never did.
/// </param>
/// <param name="BlockReads">Read requests to all disks.</param>
/// <param name="BlockReadBytes">Bytes read.</param>
/// <param name="BlockWrites">Write requests to all disks.</param>
/// <param name="BlockWriteBytes">Bytes written.</param>
/// <param name="NetReceived">Bytes that the guest was sent, on all interfaces.</param>
/// <param name="NetSent">Bytes that the guest sent.</param>
/// <param name="VcpuTime">Time that all vCPUs ran.</param>
internal sealed record DomainStatistics(
    long? BalloonUpdate,
    long BlockReads,
    long BlockReadBytes,
    long BlockWrites,
    long BlockWriteBytes,
    long NetReceived,
    long NetSent,
    TimeSpan VcpuTime
)
{
    /// <summary>Reads libvirt's named counters (virConnectGetAllDomainStats); unknown names mean nothing here.</summary>
    public static DomainStatistics From(IEnumerable<(string Name, long Value)> counters)
    {
        long? balloon = null;
        Dictionary<string, long> sums = new(StringComparer.Ordinal);
        foreach (var (name, value) in counters)
        {
            if (name is "balloon.last-update")
            {
                balloon = value;
            }
            else if (name.Split('.', 3) is [var group, _, var rest])
            {
                // block.0.rd.reqs, net.1.tx.bytes, vcpu.0.time: one sum over all devices
                var key = $"{group}.{rest}";
                sums[key] = sums.GetValueOrDefault(key) + value;
            }
        }

        return new DomainStatistics(
            balloon,
            sums.GetValueOrDefault("block.rd.reqs"),
            sums.GetValueOrDefault("block.rd.bytes"),
            sums.GetValueOrDefault("block.wr.reqs"),
            sums.GetValueOrDefault("block.wr.bytes"),
            sums.GetValueOrDefault("net.rx.bytes"),
            sums.GetValueOrDefault("net.tx.bytes"),
            TimeSpan.FromTicks(sums.GetValueOrDefault("vcpu.time") / TimeSpan.NanosecondsPerTick)
        );
    }
}
