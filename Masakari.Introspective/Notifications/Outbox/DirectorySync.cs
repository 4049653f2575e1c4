using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Masakari.Introspective.Notifications.Outbox;

/// <summary>
/// Flushes a folder: only then does a rename or a removal in it outlive a power cut. .NET opens no folders, so open(2)
/// and fsync(2) are called.
/// </summary>
internal static partial class DirectorySync
{
    // O_RDONLY | O_CLOEXEC: the same on every Linux architecture that .NET runs on.
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <exception cref="IOException">The folder cannot be opened or flushed.</exception>
    public static void Flush(string folder)
    {
        using var handle = Open(folder, ReadOnlyCloseOnExec);
        if (handle.IsInvalid)
        {
            throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        if (FSync(handle) != 0)
        {
            throw new IOException($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle handle);
}
