using System.Threading.Channels;

namespace Masakari.Introspective.Libvirt;

/// <summary>
/// Open, subscribe, list, on a thread of its own: each may hang for as long as libvirt does, and nobody waits longer
/// than he likes.
/// </summary>
internal sealed class ConnectAttempt
{
    private readonly TaskCompletionSource<ConnectedSession> _completion = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private LibvirtSession? _session;

    public ConnectAttempt(ILibvirtConnector connector, ChannelWriter<LibvirtEvent> events, TimeProvider time)
    {
        Began = time.GetTimestamp();
        new Thread(() => Run(connector, events, time)) { IsBackground = true, Name = "libvirt open" }.Start();
    }

    public long Began { get; }

    public Task<ConnectedSession> Task => _completion.Task;

    /// <summary>Nobody wants the result any more: a late connection is closed.</summary>
    public void Abandon()
    {
        if (!_completion.TrySetCanceled() && Volatile.Read(ref _session) is { } session)
        {
            new Thread(session.Dispose) { IsBackground = true, Name = "libvirt close" }.Start();
        }
    }

    private void Run(ILibvirtConnector connector, ChannelWriter<LibvirtEvent> events, TimeProvider time)
    {
        LibvirtSession? session = null;
        try
        {
            session = new LibvirtSession(connector.Open(readOnly: true), events, time);
            session.Link.Subscribe(session);
            var connected = new ConnectedSession(session, session.Link.ListDomains());
            Volatile.Write(ref _session, session);
            if (!_completion.TrySetResult(connected))
            {
                session.Dispose();
            }
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to the supervisor, not to this thread.
        catch (Exception e)
#pragma warning restore CA1031
        {
            _completion.TrySetException(e);
            session?.Dispose();
        }
    }
}
