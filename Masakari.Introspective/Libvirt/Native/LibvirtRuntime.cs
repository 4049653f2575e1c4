using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Masakari.Introspective.Libvirt.Native;

/// <summary>The process-wide part of libvirt: the library itself, its silence on stderr, and the event loop's thread.</summary>
internal static unsafe class LibvirtRuntime
{
    private static readonly Lock Gate = new();
    private static bool _started;

    /// <summary>Loads libvirt and starts the event loop once per process; it runs until the process ends.</summary>
    /// <exception cref="LibvirtException">The client library is not installed, or refuses.</exception>
    public static void EnsureStarted()
    {
        lock (Gate)
        {
            if (_started)
            {
                return;
            }

            try
            {
                StartLoop();
            }
            catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
            {
                throw MissingLibrary(e);
            }

            _started = true;
        }
    }

    internal static LibvirtException MissingLibrary(Exception cause) =>
        new(
            0,
            $"The libvirt client library ({LibvirtApi.Library} and {LibvirtApi.QemuLibrary}) cannot be used: install the "
                + $"package libvirt0 (Debian, Ubuntu) or libvirt-libs (RHEL). ({cause.Message.Split('\n')[0].Trim()})"
        );

    private static void StartLoop()
    {
        // Before anything else: agent commands come much later, and a missing library must be told at start.
        NativeLibrary.Free(NativeLibrary.Load(LibvirtApi.QemuLibrary));
        Check(LibvirtApi.Initialize());
        LibvirtApi.SetErrorFunc(0, &IgnoreError);
        Check(LibvirtApi.EventRegisterDefaultImpl());

        // Without a timeout of its own the loop may sleep through registrations made on other threads.
        if (LibvirtApi.EventAddTimeout(1000, &Tick, 0, 0) < 0)
        {
            throw NativeError.Exception(LibvirtCall.Other);
        }

        new Thread(RunLoop) { IsBackground = true, Name = "libvirt events" }.Start();
    }

    private static void Check(int result)
    {
        if (result < 0)
        {
            throw NativeError.Exception(LibvirtCall.Other);
        }
    }

    private static void RunLoop()
    {
        // An error here (a closed descriptor in poll) is gone in the next round; the timeout bounds the pace.
        while (true)
        {
            _ = LibvirtApi.EventRunDefaultImpl();
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void IgnoreError(nint userData, nint error) { }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Tick(int timer, nint opaque) { }
}
