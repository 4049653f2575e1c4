namespace Masakari.Introspective.Libvirt;

/// <summary>A place for one connection that is opened when first needed and again after it broke.</summary>
internal sealed class LinkSlot(ILibvirtConnector connector, bool readOnly) : IDisposable
{
    private readonly Lock _lock = new();
    private ILibvirtLink? _link;
    private bool _disposed;

    /// <summary>The open connection; blocks while it opens.</summary>
    public ILibvirtLink Get()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_link is { IsAlive: false })
            {
                _link.Dispose();
                _link = null;
            }

            return _link ??= connector.Open(readOnly);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _link?.Dispose();
            _link = null;
        }
    }
}
