using System.Runtime.InteropServices;

namespace Masakari.Introspective.Hosting.Composition;

/// <summary>glibc's heap, on which libvirt's client library lives.</summary>
internal static partial class NativeHeap
{
    /// <summary>M_ARENA_MAX of malloc.h.</summary>
    private const int ArenaMax = -8;

    /// <summary>
    /// One heap for all threads: glibc gives each thread that finds the heap busy another one and keeps what it freed there,
    /// which took 3 to 4 MiB of a daemon whose threads mostly wait.
    /// </summary>
    public static void Share()
    {
        try
        {
            _ = SetOption(ArenaMax, 1);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than glibc: it has its own ways.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetOption(int option, int value);
}
