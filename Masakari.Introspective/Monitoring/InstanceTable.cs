using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Monitoring;

/// <summary>The instances of this host; touched only from the <see cref="Mailbox"/>.</summary>
internal sealed class InstanceTable
{
    private readonly Dictionary<Guid, InstanceMonitor> _instances = [];
    private int _seen;

    public IReadOnlyCollection<InstanceMonitor> All => _instances.Values;

    /// <summary>Whether libvirt is connected and the table agrees with its list.</summary>
    public bool IsCurrent { get; set; }

    public InstanceMonitor? Find(Guid uuid) => _instances.GetValueOrDefault(uuid);

    /// <param name="now">When the instance is seen; for one that is new, its start as far as is known.</param>
    public InstanceMonitor GetOrAdd(DomainSnapshot domain, TimeSpan now)
    {
        if (_instances.TryGetValue(domain.Uuid, out var known))
        {
            known.Domain = domain;
            return known;
        }

        var added = new InstanceMonitor(domain.Uuid, _seen++) { Domain = domain, BootedAt = now };
        _instances.Add(domain.Uuid, added);
        return added;
    }

    public bool Remove(Guid uuid) => _instances.Remove(uuid);
}
