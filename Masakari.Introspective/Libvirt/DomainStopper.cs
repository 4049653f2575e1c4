namespace Masakari.Introspective.Libvirt;

/// <summary>Destroys domains, two at a time, on threads and a connection of its own.</summary>
/// <remarks>A QEMU that does not end at SIGTERM keeps libvirt waiting for some 10 s before it kills it.</remarks>
internal sealed class DomainStopper(ILibvirtConnector connector) : IDisposable
{
    private const int AtOnce = 2;

    private readonly WorkerThreads _threads = new("libvirt destroy", AtOnce);
    private readonly LinkSlot _slot = new(connector, readOnly: false);

    public Task<bool> DestroyAsync(Guid domain, CancellationToken cancellationToken) =>
        _threads.RunAsync(
            _ =>
            {
                _slot.Get().Destroy(domain);
                return true;
            },
            cancellationToken
        );

    public void Dispose()
    {
        _threads.Dispose();
        _slot.Dispose();
    }
}
