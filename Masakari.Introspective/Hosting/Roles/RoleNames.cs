namespace Masakari.Introspective.Hosting.Roles;

/// <summary>Program names, folders and lock files of the roles.</summary>
internal static class RoleNames
{
    public const string Full = "masakari-introspective";
    public const string BlackBox = "masakari-instancemonitor";
    public const string Introspective = "masakari-introspectiveinstancemonitor";

    public static Role FromProgram(string program) =>
        program switch
        {
            BlackBox => Role.BlackBox,
            Introspective => Role.Introspective,
            _ => Role.Full,
        };

    public static string Program(this Role role) =>
        role switch
        {
            Role.BlackBox => BlackBox,
            Role.Introspective => Introspective,
            _ => Full,
        };

    /// <summary>The name of the role's control socket, without its extension.</summary>
    public static string SocketName(this Role role) => role is Role.Full ? "control" : role.Program();

    /// <summary>The role's own folder below <c>state_path</c>.</summary>
    public static string Folder(this Role role) =>
        role switch
        {
            Role.BlackBox => "instancemonitor",
            Role.Introspective => "introspectiveinstancemonitor",
            _ => "monitor",
        };

    /// <summary>The locks that a role needs, in the order in which they are taken; the full monitor does both jobs.</summary>
    public static IReadOnlyList<string> LockFiles(this Role role) =>
        role switch
        {
            Role.BlackBox => ["instancemonitor.lock"],
            Role.Introspective => ["introspectiveinstancemonitor.lock"],
            _ => ["instancemonitor.lock", "introspectiveinstancemonitor.lock"],
        };
}
