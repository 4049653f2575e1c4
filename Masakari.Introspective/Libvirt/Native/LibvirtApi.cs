using System.Runtime.InteropServices;

namespace Masakari.Introspective.Libvirt.Native;

/// <summary>The functions of libvirt.so.0 and libvirt-qemu.so.0 that this product uses, with libvirt's own names in the entry points.</summary>
internal static partial class LibvirtApi
{
    public const string Library = "libvirt.so.0";
    public const string QemuLibrary = "libvirt-qemu.so.0";

    [LibraryImport(Library, EntryPoint = "virInitialize")]
    public static partial int Initialize();

    [LibraryImport(Library, EntryPoint = "virSetErrorFunc")]
    public static unsafe partial void SetErrorFunc(nint userData, delegate* unmanaged[Cdecl]<nint, nint, void> handler);

    [LibraryImport(Library, EntryPoint = "virGetLastError")]
    public static partial nint GetLastError();

    [LibraryImport(Library, EntryPoint = "virEventRegisterDefaultImpl")]
    public static partial int EventRegisterDefaultImpl();

    [LibraryImport(Library, EntryPoint = "virEventRunDefaultImpl")]
    public static partial int EventRunDefaultImpl();

    [LibraryImport(Library, EntryPoint = "virEventAddTimeout")]
    public static unsafe partial int EventAddTimeout(
        int milliseconds,
        delegate* unmanaged[Cdecl]<int, nint, void> callback,
        nint opaque,
        nint free
    );

    [LibraryImport(Library, EntryPoint = "virConnectOpenAuth", StringMarshalling = StringMarshalling.Utf8)]
    public static unsafe partial ConnectionHandle ConnectOpenAuth(string uri, ConnectAuth* auth, uint flags);

    [LibraryImport(Library, EntryPoint = "virConnectClose")]
    public static partial int ConnectClose(nint connection);

    [LibraryImport(Library, EntryPoint = "virConnectIsAlive")]
    public static partial int ConnectIsAlive(ConnectionHandle connection);

    [LibraryImport(Library, EntryPoint = "virConnectGetLibVersion")]
    public static partial int ConnectGetLibVersion(ConnectionHandle connection, out nuint version);

    [LibraryImport(Library, EntryPoint = "virConnectGetVersion")]
    public static partial int ConnectGetVersion(ConnectionHandle connection, out nuint version);

    [LibraryImport(Library, EntryPoint = "virConnectDomainXMLFromNative", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ConnectDomainXmlFromNative(
        ConnectionHandle connection,
        string format,
        string text,
        uint flags
    );

    [LibraryImport(Library, EntryPoint = "virConnectSetKeepAlive")]
    public static partial int ConnectSetKeepAlive(ConnectionHandle connection, int interval, uint count);

    [LibraryImport(Library, EntryPoint = "virConnectRegisterCloseCallback")]
    public static unsafe partial int ConnectRegisterCloseCallback(
        ConnectionHandle connection,
        delegate* unmanaged[Cdecl]<nint, int, nint, void> callback,
        nint opaque,
        nint free
    );

    [LibraryImport(Library, EntryPoint = "virConnectUnregisterCloseCallback")]
    public static unsafe partial int ConnectUnregisterCloseCallback(
        ConnectionHandle connection,
        delegate* unmanaged[Cdecl]<nint, int, nint, void> callback
    );

    [LibraryImport(Library, EntryPoint = "virConnectDomainEventRegisterAny")]
    public static partial int ConnectDomainEventRegisterAny(
        ConnectionHandle connection,
        nint domain,
        int eventId,
        nint callback,
        nint opaque,
        nint free
    );

    [LibraryImport(Library, EntryPoint = "virConnectDomainEventDeregisterAny")]
    public static partial int ConnectDomainEventDeregisterAny(ConnectionHandle connection, int callbackId);

    [LibraryImport(Library, EntryPoint = "virConnectListAllDomains")]
    public static partial int ConnectListAllDomains(ConnectionHandle connection, out nint domains, uint flags);

    [LibraryImport(Library, EntryPoint = "virDomainLookupByUUID")]
    public static unsafe partial DomainHandle DomainLookupByUuid(ConnectionHandle connection, byte* uuid);

    [LibraryImport(Library, EntryPoint = "virDomainFree")]
    public static partial int DomainFree(nint domain);

    [LibraryImport(Library, EntryPoint = "virDomainGetUUID")]
    public static unsafe partial int DomainGetUuid(nint domain, byte* uuid);

    [LibraryImport(Library, EntryPoint = "virDomainGetName")]
    public static partial nint DomainGetName(nint domain);

    [LibraryImport(Library, EntryPoint = "virDomainGetID")]
    public static partial int DomainGetId(DomainHandle domain);

    [LibraryImport(Library, EntryPoint = "virDomainGetState")]
    public static partial int DomainGetState(DomainHandle domain, out int state, out int reason, uint flags);

    [LibraryImport(Library, EntryPoint = "virDomainGetXMLDesc")]
    public static partial nint DomainGetXmlDesc(DomainHandle domain, uint flags);

    [LibraryImport(Library, EntryPoint = "virDomainListGetStats")]
    public static unsafe partial int DomainListGetStats(nint* domains, uint stats, out nint records, uint flags);

    [LibraryImport(Library, EntryPoint = "virDomainGetJobStats")]
    public static partial int DomainGetJobStats(
        DomainHandle domain,
        out int type,
        out nint parameters,
        out int count,
        uint flags
    );

    [LibraryImport(Library, EntryPoint = "virTypedParamsGetInt", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int TypedParamsGetInt(nint parameters, int count, string name, out int value);

    [LibraryImport(Library, EntryPoint = "virTypedParamsFree")]
    public static partial void TypedParamsFree(nint parameters, int count);

    [LibraryImport(Library, EntryPoint = "virDomainStatsRecordListFree")]
    public static partial void DomainStatsRecordListFree(nint records);

    [LibraryImport(Library, EntryPoint = "virDomainSetMemoryStatsPeriod")]
    public static partial int DomainSetMemoryStatsPeriod(DomainHandle domain, int seconds, uint flags);

    [LibraryImport(Library, EntryPoint = "virDomainDestroy")]
    public static partial int DomainDestroy(DomainHandle domain);

    [LibraryImport(Library, EntryPoint = "virDomainScreenshot")]
    public static partial nint DomainScreenshot(DomainHandle domain, StreamHandle stream, uint screen, uint flags);

    [LibraryImport(Library, EntryPoint = "virStreamNew")]
    public static partial StreamHandle StreamNew(ConnectionHandle connection, uint flags);

    [LibraryImport(Library, EntryPoint = "virStreamRecv")]
    public static unsafe partial int StreamReceive(StreamHandle stream, byte* data, nuint length);

    [LibraryImport(Library, EntryPoint = "virStreamFinish")]
    public static partial int StreamFinish(StreamHandle stream);

    [LibraryImport(Library, EntryPoint = "virStreamAbort")]
    public static partial int StreamAbort(StreamHandle stream);

    [LibraryImport(Library, EntryPoint = "virStreamFree")]
    public static partial int StreamFree(nint stream);

    [LibraryImport(Library, EntryPoint = "virDomainAgentSetResponseTimeout")]
    public static partial int DomainAgentSetResponseTimeout(DomainHandle domain, int seconds, uint flags);

    [LibraryImport(Library, EntryPoint = "virDomainAttachDeviceFlags", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int DomainAttachDeviceFlags(DomainHandle domain, string xml, uint flags);

    [LibraryImport(QemuLibrary, EntryPoint = "virDomainQemuAgentCommand", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint DomainQemuAgentCommand(DomainHandle domain, string command, int seconds, uint flags);
}
