using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Masakari.Introspective.Tests.Protocol.Samples;

/// <summary>A pseudo-terminal in raw mode: the nearest thing to a virtio port that needs no guest.</summary>
internal sealed unsafe partial class Terminal : IDisposable
{
    // O_RDWR, O_NOCTTY, O_CLOEXEC: a guest that inherited the host's end would keep it open.
    private const int Flags = 0x80102;
    private const int NameSize = 128;

    // Larger than any platform's termios.
    private const int ModeSize = 256;

    private readonly SafeFileHandle _host;

    // Held open, so that reading does not end while no guest has it open.
    private readonly SafeFileHandle _guest;

    public Terminal()
    {
        _host = Open("/dev/ptmx");
        var name = stackalloc byte[NameSize];
        Check(NativeMethods.grantpt(_host));
        Check(NativeMethods.unlockpt(_host));
        Check(NativeMethods.ptsname_r(_host, name, NameSize));
        Path = Marshal.PtrToStringUTF8((nint)name)!;
        _guest = Open(Path);
        var mode = stackalloc byte[ModeSize];
        Check(NativeMethods.tcgetattr(_guest, mode));
        NativeMethods.cfmakeraw(mode);
        Check(NativeMethods.tcsetattr(_guest, 0, mode));
    }

    /// <summary>The guest's device.</summary>
    public string Path { get; }

    /// <summary>Blocks until there is something; 0 after <see cref="Wake"/>'s line feed or at the end.</summary>
    public int Read(Span<byte> buffer)
    {
        fixed (byte* into = buffer)
        {
            return (int)Math.Max(0, NativeMethods.read(_host, into, (nuint)buffer.Length));
        }
    }

    public void Write(ReadOnlySpan<byte> bytes) => WriteAll(_host, bytes);

    /// <summary>Ends a read that waits, by an empty frame from the guest's side.</summary>
    public void Wake() => WriteAll(_guest, "\n"u8);

    public void Dispose()
    {
        _host.Dispose();
        _guest.Dispose();
    }

    private static SafeFileHandle Open(string path)
    {
        var handle = NativeMethods.open(path, Flags);
        return handle.IsInvalid ? throw new Win32Exception(Marshal.GetLastPInvokeError(), path) : handle;
    }

    private static void WriteAll(SafeFileHandle to, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* from = bytes)
        {
            if (NativeMethods.write(to, from, (nuint)bytes.Length) != bytes.Length)
            {
                throw new Win32Exception(Marshal.GetLastPInvokeError());
            }
        }
    }

    private static void Check(int result)
    {
        if (result != 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    private static partial class NativeMethods
    {
        [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial SafeFileHandle open(string path, int flags);

        [LibraryImport("libc", SetLastError = true)]
        internal static partial int grantpt(SafeFileHandle host);

        [LibraryImport("libc", SetLastError = true)]
        internal static partial int unlockpt(SafeFileHandle host);

        [LibraryImport("libc", SetLastError = true)]
        internal static partial int ptsname_r(SafeFileHandle host, byte* name, nuint size);

        [LibraryImport("libc", SetLastError = true)]
        internal static partial int tcgetattr(SafeFileHandle guest, byte* mode);

        [LibraryImport("libc")]
        internal static partial void cfmakeraw(byte* mode);

        [LibraryImport("libc", SetLastError = true)]
        internal static partial int tcsetattr(SafeFileHandle guest, int when, byte* mode);

        [LibraryImport("libc", SetLastError = true)]
        internal static partial nint read(SafeFileHandle from, byte* buffer, nuint size);

        [LibraryImport("libc", SetLastError = true)]
        internal static partial nint write(SafeFileHandle to, byte* buffer, nuint size);
    }
}
