namespace Masakari.Introspective.Monitoring.Evidence;

/// <summary>Reads the end of a console log: bytes of the guest's choosing, which are kept and never interpreted.</summary>
internal static class ConsoleTail
{
    /// <summary>Bytes kept.</summary>
    public const int Limit = 64 * 1024;

    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public static byte[] Read(string path)
    {
        // It grows, and may be rotated, while it is read.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = file.Length;
        file.Seek(Math.Max(0, length - Limit), SeekOrigin.Begin);
        var tail = new byte[Math.Min(length, Limit)];
        var read = file.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false);
        return tail[..read];
    }
}
