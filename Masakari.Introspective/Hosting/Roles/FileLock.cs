using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Masakari.Introspective.Hosting.Roles;

/// <summary>
/// An exclusive flock(2) on a file: the kernel drops it when the process ends, even by kill -9, and others can still read
/// who holds it.
/// </summary>
/// <remarks>
/// Not <c>FileShare.None</c>, though .NET takes the same lock for it: it cannot be read by another .NET process then, and an
/// environment variable (DOTNET_SYSTEM_IO_DISABLEFILELOCKING) switches it off. Not fcntl(2): that one is lost when any other
/// handle of the process on the same file closes.
/// </remarks>
internal sealed partial class FileLock : IDisposable
{
    private const int ReadWriteCreateCloseOnExec = 0x2 | 0x40 | 0x80000;
    private const int ReadOnlyCloseOnExec = 0x80000;
    private const int OwnerWritesGroupReads = 0b110_100_000;
    private const int ExclusiveNonBlocking = 2 | 4;
    private const int WouldBlock = 11;
    private const int NoSuchFile = 2;

    private readonly SafeFileHandle _handle;

    private FileLock(SafeFileHandle handle) => _handle = handle;

    /// <returns>null when another process, or another handle of this one, holds it.</returns>
    /// <exception cref="IOException">The file cannot be opened or locked.</exception>
    public static FileLock? TryTake(string path)
    {
        var descriptor = Open(path, ReadWriteCreateCloseOnExec, OwnerWritesGroupReads);
        if (descriptor < 0)
        {
            throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        if (Flock(descriptor, ExclusiveNonBlocking) == 0)
        {
            return new FileLock(handle);
        }

        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        return error == WouldBlock ? null : throw new IOException(Marshal.GetPInvokeErrorMessage(error));
    }

    /// <summary>The file's text without asking for the lock; empty when there is no such file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Read(string path)
    {
        var descriptor = Open(path, ReadOnlyCloseOnExec, 0);
        if (descriptor < 0)
        {
            return Marshal.GetLastPInvokeError() == NoSuchFile
                ? ""
                : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
        }

        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        Span<byte> buffer = stackalloc byte[256];
        return Encoding.UTF8.GetString(buffer[..RandomAccess.Read(handle, buffer, 0)]);
    }

    /// <summary>Replaces the file's text.</summary>
    /// <exception cref="IOException">The disk is full or failed.</exception>
    public void Write(string text)
    {
        RandomAccess.SetLength(_handle, 0);
        RandomAccess.Write(_handle, Encoding.UTF8.GetBytes(text), 0);
    }

    public void Dispose()
    {
        if (!_handle.IsClosed)
        {
            // The next holder must not be taken for us before it has written its own name.
            RandomAccess.SetLength(_handle, 0);
        }

        _handle.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(int descriptor, int operation);
}
