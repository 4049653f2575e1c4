namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>One heartbeat channel of an instance.</summary>
/// <param name="Port">The channel's target name.</param>
/// <param name="Registered">Whether the guest registered on it.</param>
/// <param name="Name">The name it registered with; null where it did not.</param>
/// <param name="IntervalMs">The interval it asked for, in ms.</param>
/// <param name="OnFailure">What it wishes when its heartbeat is lost.</param>
/// <param name="State">beating, overdue, lost, ill or unregistered.</param>
internal sealed record HeartbeatChannelView(
    string Port,
    bool Registered,
    string? Name,
    int? IntervalMs,
    string? OnFailure,
    string State
);
