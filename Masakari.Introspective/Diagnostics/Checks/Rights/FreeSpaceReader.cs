using System.Runtime.InteropServices;

namespace Masakari.Introspective.Diagnostics.Checks.Rights;

/// <summary>Asks for the free space of the file system below a path.</summary>
internal static partial class FreeSpaceReader
{
    // struct statvfs of 64-bit Linux: eleven unsigned longs, then reserved words.
    private const int Words = 32;
    private const int FragmentSize = 1;
    private const int BlocksAvailable = 4;
    private const int FilesTotal = 5;
    private const int FilesAvailable = 7;

    /// <returns>Null where the path is not there.</returns>
    public static FreeSpace? Read(string path)
    {
        Span<ulong> answer = stackalloc ulong[Words];
        if (StatVfs(path, ref MemoryMarshal.GetReference(answer)) != 0)
        {
            return null;
        }

        var bytes = UInt128.Min((UInt128)answer[FragmentSize] * answer[BlocksAvailable], long.MaxValue);
        return new FreeSpace(
            (long)bytes,
            answer[FilesTotal] == 0 ? null : (long)Math.Min(answer[FilesAvailable], (ulong)long.MaxValue)
        );
    }

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatVfs(string path, ref ulong answer);
}
