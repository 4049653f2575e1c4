using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Masakari.Introspective.Libvirt.Native;

/// <summary>
/// The functions that libvirt calls, on its event loop's thread. They only hand on what they were told, and never throw.
/// </summary>
/// <remarks>
/// The opaque pointer is a key, not an object: a callback that comes after its connection was closed finds nothing.
/// </remarks>
internal static unsafe class EventCallbacks
{
    private const int UuidLength = 16;

    private static readonly ConcurrentDictionary<nint, ILinkSink> Sinks = new();
    private static long _lastKey;

    /// <summary>Every event id of <see cref="DomainEventId"/> with the callback of its signature.</summary>
    public static IReadOnlyList<(DomainEventId Id, nint Callback)> All { get; } =
    [
        (DomainEventId.Lifecycle, (nint)(delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, int>)&Lifecycle),
        (DomainEventId.Reboot, (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&Reboot),
        (DomainEventId.RtcChange, (nint)(delegate* unmanaged[Cdecl]<nint, nint, long, nint, void>)&RtcChange),
        (DomainEventId.Watchdog, (nint)(delegate* unmanaged[Cdecl]<nint, nint, int, nint, void>)&Watchdog),
        (DomainEventId.IoError, (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint, nint, int, nint, void>)&IoError),
        (
            DomainEventId.Graphics,
            (nint)(delegate* unmanaged[Cdecl]<nint, nint, int, nint, nint, nint, nint, nint, void>)&Graphics
        ),
        (
            DomainEventId.IoErrorReason,
            (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint, nint, int, nint, nint, void>)&IoErrorReason
        ),
        (DomainEventId.ControlError, (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint, void>)&ControlError),
        (
            DomainEventId.DiskChange,
            (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint, nint, nint, int, nint, void>)&DiskChange
        ),
        (
            DomainEventId.AgentLifecycle,
            (nint)(delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void>)&AgentLifecycle
        ),
    ];

    public static nint Register(ILinkSink sink)
    {
        var key = (nint)Interlocked.Increment(ref _lastKey);
        Sinks[key] = sink;
        return key;
    }

    public static void Unregister(nint key) => Sinks.TryRemove(key, out _);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Closed(nint connection, int reason, nint key)
    {
        if (Sinks.TryGetValue(key, out var sink))
        {
            sink.OnClosed(reason);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lifecycle(nint connection, nint domain, int type, int detail, nint key)
    {
        Deliver(key, domain, DomainEventId.Lifecycle, type, detail);
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Reboot(nint connection, nint domain, nint key) => Deliver(key, domain, DomainEventId.Reboot);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void RtcChange(nint connection, nint domain, long offset, nint key) =>
        Deliver(key, domain, DomainEventId.RtcChange);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Watchdog(nint connection, nint domain, int action, nint key) =>
        Deliver(key, domain, DomainEventId.Watchdog, action);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IoError(nint connection, nint domain, nint path, nint alias, int action, nint key) =>
        Deliver(key, domain, DomainEventId.IoError, action);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Graphics(
        nint connection,
        nint domain,
        int phase,
        nint local,
        nint remote,
        nint scheme,
        nint subject,
        nint key
    ) => Deliver(key, domain, DomainEventId.Graphics);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IoErrorReason(
        nint connection,
        nint domain,
        nint path,
        nint alias,
        int action,
        nint reason,
        nint key
    ) => Deliver(key, domain, DomainEventId.IoErrorReason);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ControlError(nint connection, nint domain, nint key) =>
        Deliver(key, domain, DomainEventId.ControlError);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void DiskChange(
        nint connection,
        nint domain,
        nint oldPath,
        nint newPath,
        nint alias,
        int reason,
        nint key
    ) => Deliver(key, domain, DomainEventId.DiskChange);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void AgentLifecycle(nint connection, nint domain, int state, int reason, nint key) =>
        Deliver(key, domain, DomainEventId.AgentLifecycle, state, reason);

    private static void Deliver(nint key, nint domain, DomainEventId id, int type = -1, int detail = -1)
    {
        var uuid = stackalloc byte[UuidLength];
        if (Sinks.TryGetValue(key, out var sink) && LibvirtApi.DomainGetUuid(domain, uuid) == 0)
        {
            var name = Marshal.PtrToStringUTF8(LibvirtApi.DomainGetName(domain)) ?? "";
            sink.OnEvent(new Guid(new ReadOnlySpan<byte>(uuid, UuidLength), bigEndian: true), name, id, type, detail);
        }
    }
}
