using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Diagnostics.Control;

/// <summary>Where the daemon answers the command line.</summary>
internal static class ControlOptions
{
    /// <summary>The value that switches the socket off.</summary>
    private const string None = "none";

    public static readonly ConfigOption<string> Socket = Opt.Str(
        "masakari_introspective",
        "control_socket",
        "",
        "The unix socket over which the command line asks the daemon (status, instances, hold ...) and metrics are read; its user "
            + "and group may use it. Unset: control.sock in the first entry of $RUNTIME_DIRECTORY (systemd), else in "
            + "/run/masakari-introspective; a daemon under a name of the Python monitors takes that name instead of control. "
            + "'none' switches it off. Read at start only."
    );

    public static IEnumerable<ConfigOption> All => [Socket];

    /// <param name="runtimeDirectory">$RUNTIME_DIRECTORY.</param>
    /// <param name="name">The socket's name where its path is not configured: <c>control</c>.</param>
    /// <returns>The path of the socket; null where it is switched off.</returns>
    public static string? PathOf(IConfigValues config, string? runtimeDirectory, string name)
    {
        var configured = config.Get(Socket);
        return configured.Length == 0 ? DefaultPath(runtimeDirectory, name)
            : configured == None ? null
            : configured;
    }

    /// <summary>Where the socket is unless configured.</summary>
    public static string DefaultPath(string? runtimeDirectory, string name)
    {
        var folder = runtimeDirectory?.Split(':', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return Path.Combine(folder ?? "/run/masakari-introspective", name + ".sock");
    }
}
