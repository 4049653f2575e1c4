using Masakari.Introspective.Diagnostics.Checks.Settings;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Diagnostics.Checks;

/// <summary>What is to be looked at. A null part could not be read from the configuration.</summary>
internal sealed record CheckInput
{
    /// <summary>The user whose rights count.</summary>
    public required string User { get; init; }

    public bool IsRoot { get; init; }

    public required ConfigurationFacts Configuration { get; init; }

    /// <summary>The folder <c>state_path</c>, which holds the lock files.</summary>
    public string? StateRoot { get; init; }

    /// <summary>The role's own folder in it.</summary>
    public string? StatePath { get; init; }

    public string? LibvirtUri { get; init; }

    public InventoryOptions? Inventory { get; init; }

    public HeartbeatChannelOptions? Heartbeat { get; init; }

    /// <summary>Its request timeout is at most <see cref="Deadlines.Request"/>.</summary>
    public ApiSettings? Api { get; init; }

    /// <summary>The group that the credentials are in.</summary>
    public string ApiGroup { get; init; } = ApiOptions.DefaultGroup;
}
