namespace Masakari.Introspective.Tests.Architecture;

/// <summary>The house's plan: each room is listed above all that it may use. Configuration is open to every room.</summary>
internal static class Rooms
{
    private const string Root = "Masakari.Introspective.";

    // The rooms that compose, and the one that shows what others know, may use all that is below them.
    private const string[]? AllBelow = null;

    public static readonly IReadOnlyList<(string Room, string[]? MayUse)> TopToBottom =
    [
        ("Cli", AllBelow),
        ("Hosting", AllBelow),
        ("Simulation", AllBelow),
        ("Diagnostics", AllBelow),
        ("Monitoring", AllBelow),
        ("ServerGroups", ["Channels", "Protocol", "Inventory", "OpenStack"]),
        ("Operations", ["Channels", "Protocol", "Inventory", "OpenStack"]),
        ("Notifications", ["OpenStack"]),
        ("Detection", []),
        ("Heartbeat", ["Channels", "Protocol"]),
        ("GuestPing", ["Libvirt", "Protocol"]),
        ("Channels", ["Libvirt", "Protocol"]),
        ("Inventory", ["Libvirt", "OpenStack"]),
        ("Libvirt", []),
        ("Agent", ["Protocol"]),
        ("Protocol", []),
        ("OpenStack", []),
        ("Configuration", []),
    ];

    /// <summary>The room a type lives in; null for the entry point and for what is not ours.</summary>
    public static string? Of(string type) =>
        type.StartsWith(Root, StringComparison.Ordinal) && type[Root.Length..].Split('.') is [var room, _, ..]
            ? room
            : null;

    /// <summary>Whether the plan has this arrow; a room that is not on the plan has none.</summary>
    public static bool Allows(string from, string to)
    {
        var order = TopToBottom.Select(r => r.Room).ToList();
        var (source, target) = (order.IndexOf(from), order.IndexOf(to));
        if (source < 0 || target < 0)
        {
            return false;
        }

        return source == target
            || string.Equals(to, "Configuration", StringComparison.Ordinal)
            || (
                TopToBottom[source].MayUse is { } listed ? listed.Contains(to, StringComparer.Ordinal) : target > source
            );
    }
}
