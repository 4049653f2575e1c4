namespace Masakari.Introspective.Libvirt;

/// <summary>Attaches channels to running domains, one at a time, on a thread and a connection of its own.</summary>
/// <remarks>libvirt waits up to 30 s for a domain that is busy with something else; nothing else shall wait for that.</remarks>
internal sealed class ChannelAttacher(ILibvirtConnector connector) : IDisposable
{
    private readonly WorkerThreads _thread = new("libvirt attach", 1);
    private readonly LinkSlot _slot = new(connector, readOnly: false);

    public Task<bool> AttachAsync(Guid domain, string xml, CancellationToken cancellationToken) =>
        _thread.RunAsync(
            _ =>
            {
                _slot.Get().AttachDevice(domain, xml);
                return true;
            },
            cancellationToken
        );

    public void Dispose()
    {
        _thread.Dispose();
        _slot.Dispose();
    }
}
