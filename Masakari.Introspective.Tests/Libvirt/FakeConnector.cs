using System.Collections.Concurrent;
using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>Opens <see cref="FakeLink"/>s, or does what the test says instead.</summary>
internal sealed class FakeConnector : ILibvirtConnector
{
    public ConcurrentQueue<FakeLink> Links { get; } = new();

    /// <summary>Runs before each open; may throw or block.</summary>
    public Action<bool> BeforeOpen { get; set; } = _ => { };

    public Action<FakeLink> Configure { get; set; } = _ => { };

    public int Opens { get; private set; }

    public void Prepare() { }

    public ILibvirtLink Open(bool readOnly)
    {
        Opens++;
        BeforeOpen(readOnly);
        var link = new FakeLink(readOnly);
        Configure(link);
        Links.Enqueue(link);
        return link;
    }
}
