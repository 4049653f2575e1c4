using System.Globalization;

namespace Masakari.Introspective.Hosting.Roles;

/// <summary>The role's folder for what must survive a restart. May be unusable now and usable later.</summary>
internal sealed class StateDirectory
{
    public const string Default = "/var/lib/masakari-introspective";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode GroupReads = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    private StateDirectory(string root, Role role)
    {
        Root = root;
        Path = System.IO.Path.Combine(root, role.Folder());
    }

    /// <summary><c>state_path</c> itself: shared by the roles, holds the lock files. Mode 0750 where we create it.</summary>
    public string Root { get; }

    /// <summary>This role's folder, mode 0700.</summary>
    public string Path { get; }

    /// <param name="configured">Option <c>state_path</c>; empty when unset.</param>
    /// <param name="stateDirectoryVariable"><c>$STATE_DIRECTORY</c>: systemd's colon-separated list, or null.</param>
    public static StateDirectory Choose(string? configured, string? stateDirectoryVariable, Role role)
    {
        var fromSystemd = stateDirectoryVariable?.Split(':', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        var root =
            !string.IsNullOrEmpty(configured) ? configured
            : !string.IsNullOrEmpty(fromSystemd) ? fromSystemd
            : Default;
        return new StateDirectory(root, role);
    }

    /// <summary>Makes the folders and proves that a file can be written. Cheap; may be called again after a failure.</summary>
    /// <returns>null when usable, else one line that names the path, the user, the reason and the cure.</returns>
    public string? TryUse()
    {
        try
        {
            if (!Directory.Exists(Root))
            {
                Directory.CreateDirectory(Root, GroupReads);
            }

            Directory.CreateDirectory(Path, OwnerOnly);
            // A folder that an administrator or an older version left wider.
            File.SetUnixFileMode(Path, OwnerOnly);
            var probe = System.IO.Path.Combine(
                Path,
                string.Create(CultureInfo.InvariantCulture, $".probe-{Environment.ProcessId}")
            );
            File.WriteAllBytes(probe, [0]);
            File.Delete(probe);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Unusable(Path, e.Message);
        }
    }

    /// <summary>The one line about a path below <c>state_path</c> that cannot be written.</summary>
    public static string Unusable(string path, string reason) =>
        $"The state folder {path} cannot be written by user {UserName()}: {reason.TrimEnd('.')}. "
        + "Create it for that user (with systemd: StateDirectory=masakari-introspective), "
        + "or set state_path in [masakari_introspective] to a folder that this user can write";

    private static string UserName() => Environment.UserName is { Length: > 0 } name ? name : "without a name";
}
