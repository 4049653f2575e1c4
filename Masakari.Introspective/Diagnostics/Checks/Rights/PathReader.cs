using System.Globalization;
using System.Runtime.InteropServices;

namespace Masakari.Introspective.Diagnostics.Checks.Rights;

/// <summary>Asks the kernel about a path; never opens it or connects to it, so nobody behind it notices.</summary>
internal static partial class PathReader
{
    private const int CanWrite = 2;
    private const int CanRead = 4;
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;

    // struct statx of statx(2): the same on every architecture.
    private const int StatxSize = 256;
    private const int UserAt = 20;
    private const int GroupAt = 24;
    private const int ModeAt = 28;
    private const int PermissionBits = 0xfff;

    public static PathRights Read(string path)
    {
        Span<byte> stat = stackalloc byte[StatxSize];
        if (Statx(CurrentFolder, path, 0, BasicStats, ref MemoryMarshal.GetReference(stat)) != 0)
        {
            return new PathRights { Path = path, Exists = IsHidden() };
        }

        return new PathRights
        {
            Path = path,
            Exists = true,
            CanRead = Access(path, CanRead) == 0,
            CanWrite = Access(path, CanWrite) == 0,
            Owner = NameOf("/etc/passwd", BitConverter.ToUInt32(stat[UserAt..])),
            Group = NameOf("/etc/group", BitConverter.ToUInt32(stat[GroupAt..])),
            Mode = BitConverter.ToUInt16(stat[ModeAt..]) & PermissionBits,
        };
    }

    /// <summary>A folder on the way may not be searched: something is there that this user may not see.</summary>
    private static bool IsHidden()
    {
        const int permissionDenied = 13;
        return Marshal.GetLastPInvokeError() == permissionDenied;
    }

    /// <summary>The name that the file gives the number; the number where it has none (a directory service may).</summary>
    private static string NameOf(string file, uint number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        try
        {
            return File.ReadLines(file)
                    .Select(line => line.Split(':'))
                    .FirstOrDefault(fields => fields.Length > 2 && fields[2] == text)
                    ?[0]
                ?? text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return text;
        }
    }

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, ref byte stat);
}
