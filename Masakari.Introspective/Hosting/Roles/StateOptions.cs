using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Hosting.Roles;

/// <summary>Where the daemon keeps what must outlive it.</summary>
internal static class StateOptions
{
    public const string Group = "masakari_introspective";

    public static readonly ConfigOption<string> StatePath = Opt.Str(
        Group,
        "state_path",
        "",
        "Folder for undelivered notifications and what is known of the guests; each role keeps a folder of its own in it. "
            + "Unset: the first entry of $STATE_DIRECTORY (systemd), else /var/lib/masakari-introspective."
    );

    public static IReadOnlyList<ConfigOption> All { get; } = [StatePath];
}
