using System.Runtime.InteropServices;

namespace Masakari.Introspective.Libvirt.Native;

/// <summary>A connection of libvirt's client library.</summary>
internal sealed partial class NativeLink(ConnectionHandle connection, TimeProvider time) : ILibvirtLink
{
    /// <summary>How long libvirt waits for the guest-sync before a command, unless the domain's setting says less.</summary>
    private static readonly TimeSpan SyncTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// VIR_DOMAIN_AGENT_RESPONSE_TIMEOUT_BLOCK, a domain's setting until somebody changes it. DEFAULT (-1) is another: it
    /// would end Nova's freezing of a busy guest after 5 s.
    /// </summary>
    private const int InitialResponse = -2;

    /// <summary>VIR_DOMAIN_AFFECT_LIVE.</summary>
    private const uint AffectLive = 1;

    private readonly List<int> _callbackIds = [];
    private nint _sinkKey;
    private int _disposed;

    public bool IsAlive => _disposed == 0 && !connection.IsClosed && LibvirtApi.ConnectIsAlive(connection) == 1;

    public unsafe void Subscribe(ILinkSink sink)
    {
        _sinkKey = EventCallbacks.Register(sink);

        // Not every driver tells its end; the supervisor's own check does then.
        _ = LibvirtApi.ConnectRegisterCloseCallback(connection, &EventCallbacks.Closed, _sinkKey, 0);
        foreach (var (id, callback) in EventCallbacks.All)
        {
            var callbackId = LibvirtApi.ConnectDomainEventRegisterAny(connection, 0, (int)id, callback, _sinkKey, 0);
            if (callbackId < 0)
            {
                throw NativeError.Exception(LibvirtCall.Other);
            }

            _callbackIds.Add(callbackId);
        }
    }

    public IReadOnlyList<DomainSnapshot> ListDomains()
    {
        var count = LibvirtApi.ConnectListAllDomains(connection, out var array, flags: 0);
        if (count < 0)
        {
            throw NativeError.Exception(LibvirtCall.Other);
        }

        var handles = TakeDomains(array, count);
        try
        {
            return [.. handles.Select(SnapshotUnlessGone).OfType<DomainSnapshot>()];
        }
        finally
        {
            handles.ForEach(x => x.Dispose());
        }
    }

    public DomainSnapshot GetDomain(Guid domain)
    {
        using var handle = Find(domain);
        return Snapshot(handle);
    }

    public string GetXml(Guid domain)
    {
        using var handle = Find(domain);
        return NativeText.Take(LibvirtApi.DomainGetXmlDesc(handle, flags: 0))
            ?? throw NativeError.Exception(LibvirtCall.Other);
    }

    public string AgentCommand(Guid domain, string command, TimeSpan timeout, TimeSpan? responseTimeout)
    {
        using var handle = Find(domain);
        var isLowered = responseTimeout is { } response && TryLower(handle, response);
        var start = time.GetTimestamp();
        var reply = NativeText.Take(
            LibvirtApi.DomainQemuAgentCommand(handle, command, WholeSeconds(timeout), flags: 0)
        );
        if (reply is not null)
        {
            return reply;
        }

        var sync = isLowered ? responseTimeout!.Value : SyncTimeout;
        var failure = NativeError.Read(LibvirtCall.Agent, time.GetElapsedTime(start), timeout < sync ? timeout : sync);
        throw ErrorMap.ToException(failure);
    }

    public void SetAgentResponseTimeout(Guid domain, TimeSpan? timeout)
    {
        using var handle = Find(domain);
        SetResponseTimeout(handle, timeout is { } value ? WholeSeconds(value) : InitialResponse);
    }

    public void AttachDevice(Guid domain, string xml)
    {
        using var handle = Find(domain);
        if (LibvirtApi.DomainAttachDeviceFlags(handle, xml, AffectLive) < 0)
        {
            throw NativeError.Exception(LibvirtCall.Other);
        }
    }

    public DomainJob GetJob(Guid domain)
    {
        using var handle = Find(domain);
        if (LibvirtApi.DomainGetJobStats(handle, out var type, out var parameters, out var count, flags: 0) < 0)
        {
            throw NativeError.Exception(LibvirtCall.Other);
        }

        try
        {
            // Absent where there is no job, and before libvirt 3.3.
            return LibvirtApi.TypedParamsGetInt(parameters, count, "operation", out var operation) == 1
                ? new DomainJob(type, (DomainJobOperation)operation)
                : new DomainJob(type, DomainJobOperation.Unknown);
        }
        finally
        {
            LibvirtApi.TypedParamsFree(parameters, count);
        }
    }

    public void Destroy(Guid domain)
    {
        using var handle = Find(domain);
        if (LibvirtApi.DomainDestroy(handle) < 0)
        {
            throw NativeError.Exception(LibvirtCall.Other);
        }
    }

    public unsafe void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        // Registrations hold references to the connection: without this it would never be freed.
        EventCallbacks.Unregister(_sinkKey);
        foreach (var id in _callbackIds)
        {
            _ = LibvirtApi.ConnectDomainEventDeregisterAny(connection, id);
        }

        if (_sinkKey != 0)
        {
            _ = LibvirtApi.ConnectUnregisterCloseCallback(connection, &EventCallbacks.Closed);
        }

        connection.Dispose();
    }

    private static int WholeSeconds(TimeSpan time) => Math.Max(1, (int)Math.Ceiling(time.TotalSeconds));

    /// <summary>A libvirt that cannot do it (before 5.10) or may not costs patience; the question is asked all the same.</summary>
    private static bool TryLower(DomainHandle domain, TimeSpan timeout)
    {
        try
        {
            SetResponseTimeout(domain, WholeSeconds(timeout));
            return true;
        }
        catch (Exception refusal)
            when (refusal is EntryPointNotFoundException
                || (
                    refusal is LibvirtException
                    && refusal is not (NoDomainException or DomainNotRunningException or LibvirtDisconnectedException)
                )
            )
        {
            return false;
        }
    }

    private static void SetResponseTimeout(DomainHandle domain, int seconds)
    {
        if (LibvirtApi.DomainAgentSetResponseTimeout(domain, seconds, flags: 0) < 0)
        {
            throw NativeError.Exception(LibvirtCall.Other);
        }
    }

    private static unsafe List<DomainHandle> TakeDomains(nint array, int count)
    {
        var handles = new List<DomainHandle>(count);
        for (var i = 0; i < count; i++)
        {
            handles.Add(new DomainHandle(Marshal.ReadIntPtr(array, i * nint.Size)));
        }

        NativeMemory.Free((void*)array);
        return handles;
    }

    private static DomainSnapshot? SnapshotUnlessGone(DomainHandle domain)
    {
        try
        {
            return Snapshot(domain);
        }
        catch (NoDomainException)
        {
            return null;
        }
    }

    private static unsafe DomainSnapshot Snapshot(DomainHandle domain)
    {
        if (LibvirtApi.DomainGetState(domain, out var state, out var reason, flags: 0) < 0)
        {
            throw NativeError.Exception(LibvirtCall.Other);
        }

        const int uuidLength = 16;
        var uuid = stackalloc byte[uuidLength];
        _ = LibvirtApi.DomainGetUuid(domain.DangerousGetHandle(), uuid);
        var name = Marshal.PtrToStringUTF8(LibvirtApi.DomainGetName(domain.DangerousGetHandle())) ?? "";
        return new DomainSnapshot(
            new Guid(new ReadOnlySpan<byte>(uuid, uuidLength), bigEndian: true),
            name,
            LibvirtApi.DomainGetId(domain),
            (DomainState)state,
            reason
        );
    }

    private unsafe DomainHandle Find(Guid domain)
    {
        var bytes = domain.ToByteArray(bigEndian: true);
        fixed (byte* uuid = bytes)
        {
            var handle = LibvirtApi.DomainLookupByUuid(connection, uuid);
            return handle.IsInvalid ? throw NativeError.Exception(LibvirtCall.Other) : handle;
        }
    }
}
