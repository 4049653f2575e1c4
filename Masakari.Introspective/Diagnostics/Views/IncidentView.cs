namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>What was reported about an instance's present fault.</summary>
/// <param name="Event">The notification's event: <c>QEMU_GUEST_AGENT_ERROR</c>, <c>LIFECYCLE</c> ...</param>
/// <param name="Cause">The verdict's reason code.</param>
/// <param name="Delivered">Whether the recovery service has been told.</param>
/// <param name="SetAside">Why the recovery service will never take it; null where it has it, or may still take it.</param>
internal sealed record IncidentView(
    string Event,
    string Detail,
    string Cause,
    DateTimeOffset At,
    bool Delivered,
    string? SetAside
);
