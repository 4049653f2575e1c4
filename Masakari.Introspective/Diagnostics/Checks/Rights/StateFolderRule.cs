using System.Globalization;

namespace Masakari.Introspective.Diagnostics.Checks.Rights;

/// <summary>Judges the state folder. Pure.</summary>
internal static class StateFolderRule
{
    /// <summary>Below this many free bytes not one notification is sure to be stored.</summary>
    public const long FullBytes = 1024 * 1024;

    /// <summary>Below this many free bytes it is time to look after the disk: the evidence of one failure takes some MiB.</summary>
    public const long LowBytes = 64 * 1024 * 1024;

    public const long FullFiles = 16;

    public const long LowFiles = 1000;

    private const CheckGroup Group = CheckGroup.Permissions;

    /// <param name="root">The folder of all roles, which holds the lock files.</param>
    /// <param name="folder">The role's own in it.</param>
    /// <param name="user">Who writes there.</param>
    public static Finding Judge(StateFolder root, StateFolder folder, string user) =>
        Judge(root, user) is { Severity: Severity.Error } fault ? fault : Judge(folder, user);

    private static Finding Judge(StateFolder folder, string user)
    {
        if (!folder.Nearest.CanWrite)
        {
            return Denied(folder, user);
        }

        if (folder.Space is not { } space)
        {
            return Fine(folder, user, "its free space cannot be told");
        }

        var free = Describe(space);
        if (space.Bytes < FullBytes || space.Files < FullFiles)
        {
            return Finding.Error(
                Group,
                FindingCodes.StateFolderFull,
                folder.Path,
                $"the file system is full: {free}; notifications cannot be stored",
                "Free space on it, or set [masakari_introspective] state_path to a folder on another one."
            );
        }

        return space.Bytes < LowBytes || space.Files < LowFiles
            ? Finding.Warning(
                Group,
                FindingCodes.StateFolderNearlyFull,
                folder.Path,
                $"the file system is nearly full: {free}",
                "Free space on it, or set [masakari_introspective] state_path to a folder on another one."
            )
            : Fine(folder, user, free);
    }

    private static Finding Fine(StateFolder folder, string user, string free) =>
        Finding.Ok(
            Group,
            FindingCodes.StateFolder,
            folder.Path,
            folder.Exists
                ? $"user {user} may write it, {free}"
                : $"not there yet, will be made in {folder.Nearest.Path}, {free}"
        );

    private static Finding Denied(StateFolder folder, string user) =>
        Finding.Error(
            Group,
            FindingCodes.StateFolderDenied,
            folder.Path,
            folder.Exists
                ? $"user {user} may not write it: {folder.Nearest.Description}"
                : $"it is not there, and user {user} may not make it in {folder.Nearest.Path}: {folder.Nearest.Description}",
            $"Run install -d -o {user} -m 0750 {folder.Path} (with systemd: StateDirectory=masakari-introspective), or "
                + "set [masakari_introspective] state_path."
        );

    private static string Describe(FreeSpace space)
    {
        var files = space.Files is { } left ? $", {left.ToString(CultureInfo.InvariantCulture)} inodes" : "";
        return $"{(space.Bytes / 1024 / 1024).ToString(CultureInfo.InvariantCulture)} MiB free{files}";
    }
}
