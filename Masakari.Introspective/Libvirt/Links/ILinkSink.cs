namespace Masakari.Introspective.Libvirt;

/// <summary>Takes what a link is told. Called on libvirt's event thread: enqueue and return, never throw.</summary>
internal interface ILinkSink
{
    void OnEvent(Guid domain, string name, DomainEventId id, int type, int detail);

    /// <param name="reason">libvirt's <c>virConnectCloseReason</c>: 0 error, 1 end of file, 2 keepalive, 3 closed by us.</param>
    void OnClosed(int reason);
}
