namespace Masakari.Introspective.Libvirt.Native;

/// <summary>Opens connections with libvirt's client library, with the user's URI untouched.</summary>
internal sealed class NativeConnector(string uri, TimeProvider time) : ILibvirtConnector
{
    /// <summary>Seconds between keepalive messages; as masakari-instancemonitor.</summary>
    private const int KeepAliveInterval = 5;

    /// <summary>Unanswered keepalive messages until the connection counts as lost; as masakari-instancemonitor.</summary>
    private const uint KeepAliveCount = 3;

    private const uint ReadOnlyFlag = 1;

    public void Prepare() => LibvirtRuntime.EnsureStarted();

    public ILibvirtLink Open(bool readOnly) => new NativeLink(Connect(readOnly), time);

    /// <summary>Opens a connection as <see cref="Open"/> does.</summary>
    /// <exception cref="LibvirtException">libvirt is away, or refuses.</exception>
    public unsafe ConnectionHandle Connect(bool readOnly)
    {
        Prepare();
        ConnectionHandle connection;
        fixed (int* types = CredentialRefusal.Types)
        {
            var auth = new ConnectAuth
            {
                CredentialTypes = types,
                CredentialTypeCount = (uint)CredentialRefusal.Types.Length,
                Callback = &CredentialRefusal.Refuse,
            };
            _ = CredentialRefusal.TakeAsked();
            connection = LibvirtApi.ConnectOpenAuth(uri, &auth, readOnly ? ReadOnlyFlag : 0);
        }

        if (connection.IsInvalid)
        {
            throw OpenFailure();
        }

        // Drivers inside the client library (test:///) know no keepalive and need none: their refusal is no fault.
        _ = LibvirtApi.ConnectSetKeepAlive(connection, KeepAliveInterval, KeepAliveCount);
        return connection;
    }

    private LibvirtException OpenFailure()
    {
        var failure = NativeError.Read(LibvirtCall.Open);
        return CredentialRefusal.TakeAsked() is { } asked
            ? new LibvirtPermissionException(
                failure.Code,
                $"libvirt at {uri} asks for '{asked.Trim().TrimEnd(':')}' and nobody can type it: {ErrorMap.PermissionCure}"
            )
            : ErrorMap.ToException(failure);
    }
}
