using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>Connections to domains in memory, all of which answer.</summary>
internal sealed class MemoryConnector(IReadOnlyList<Guid> guests) : ILibvirtConnector
{
    public void Prepare() { }

    public ILibvirtLink Open(bool readOnly) => new MemoryLink(guests);
}
