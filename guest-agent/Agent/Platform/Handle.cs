namespace Masakari.Introspective.Agent.Platform;

/// <summary>Reads and writes on handles that never block.</summary>
internal static unsafe class Handle
{
    /// <returns>Bytes read; 0 at the end; -1 for nothing now; -2 for an error.</returns>
    public static int Read(int handle, Span<byte> into)
    {
        nint count;
        fixed (byte* buffer = into)
        {
            do
            {
                count = Libc.Read(handle, buffer, into.Length);
            } while (count < 0 && Libc.Error == Libc.Interrupted);
        }

        return count >= 0 ? (int)count
            : Libc.Error == Libc.TryAgain ? -1
            : -2;
    }

    /// <returns>False where it was not taken as a whole; what is left over is lost.</returns>
    public static bool Write(int handle, ReadOnlySpan<byte> bytes)
    {
        nint count;
        fixed (byte* buffer = bytes)
        {
            do
            {
                count = Libc.Write(handle, buffer, bytes.Length);
            } while (count < 0 && Libc.Error == Libc.Interrupted);
        }

        return count == bytes.Length;
    }
}
