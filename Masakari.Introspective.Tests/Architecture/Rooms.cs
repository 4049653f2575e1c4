namespace Masakari.Introspective.Tests.Architecture;

/// <summary>The house's plan: each room is listed above all that it may use. Configuration is open to every room.</summary>
internal static class Rooms
{
    private const string Root = "Masakari.Introspective.";

    public static readonly IReadOnlyList<(string Room, string[] MayUse)> TopToBottom =
    [
        (
            "Cli",
            [
                "Hosting",
                "Diagnostics",
                "Monitoring",
                "ServerGroups",
                "Operations",
                "Notifications",
                "Detection",
                "Heartbeat",
                "GuestPing",
                "Channels",
                "Inventory",
                "Libvirt",
                "OpenStack",
            ]
        ),
        (
            "Hosting",
            [
                "Diagnostics",
                "Monitoring",
                "ServerGroups",
                "Operations",
                "Notifications",
                "Detection",
                "Heartbeat",
                "GuestPing",
                "Channels",
                "Inventory",
                "Libvirt",
                "OpenStack",
            ]
        ),
        // The types it shows may live in any room below.
        (
            "Diagnostics",
            [
                "Monitoring",
                "ServerGroups",
                "Operations",
                "Notifications",
                "Detection",
                "Heartbeat",
                "GuestPing",
                "Channels",
                "Inventory",
                "Libvirt",
                "OpenStack",
            ]
        ),
        (
            "Monitoring",
            [
                "ServerGroups",
                "Operations",
                "Notifications",
                "Detection",
                "Heartbeat",
                "GuestPing",
                "Channels",
                "Inventory",
                "Libvirt",
                "OpenStack",
            ]
        ),
        ("ServerGroups", ["Channels", "Inventory", "OpenStack"]),
        ("Operations", ["Channels", "Inventory", "OpenStack"]),
        ("Notifications", ["OpenStack"]),
        ("Detection", []),
        ("Heartbeat", ["Channels"]),
        ("GuestPing", ["Libvirt"]),
        ("Channels", ["Libvirt"]),
        ("Inventory", ["Libvirt", "OpenStack"]),
        ("Libvirt", []),
        ("OpenStack", []),
        ("Configuration", []),
    ];

    /// <summary>The room a type lives in; null for the entry point and for what is not ours.</summary>
    public static string? Of(string type) =>
        type.StartsWith(Root, StringComparison.Ordinal) && type[Root.Length..].Split('.') is [var room, _, ..]
            ? room
            : null;

    /// <summary>Whether the plan has this arrow; a room that is not on the plan has none.</summary>
    public static bool Allows(string from, string to) =>
        string.Equals(from, to, StringComparison.Ordinal)
        || TopToBottom.Any(r =>
            string.Equals(r.Room, from, StringComparison.Ordinal)
            && (
                r.MayUse.Contains(to, StringComparer.Ordinal)
                || string.Equals(to, "Configuration", StringComparison.Ordinal)
            )
        );
}
