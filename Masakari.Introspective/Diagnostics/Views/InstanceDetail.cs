namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>Everything about one instance.</summary>
/// <param name="Summary">It in one row.</param>
/// <param name="BootedAt">When it started or last rebooted, or was first seen, UTC.</param>
/// <param name="Agent">How it is asked through the guest agent.</param>
/// <param name="Heartbeats">Its heartbeat channels.</param>
/// <param name="HealthCheck">The check of its application; null where there is none.</param>
/// <param name="Hold">A person's hold that is in force for it, its own or the host's.</param>
/// <param name="Budget">Its recoveries of late.</param>
/// <param name="Incident">What was reported about its present fault; null where nothing is.</param>
/// <param name="FailedSides">The sides from which it is found to have failed: <c>guest-ping</c>, a channel, <c>health-check</c> ...</param>
/// <param name="Decisions">The latest decisions, oldest first.</param>
internal sealed record InstanceDetail(
    InstanceView Summary,
    DateTimeOffset BootedAt,
    AgentView Agent,
    IReadOnlyList<HeartbeatChannelView> Heartbeats,
    HealthCheckView? HealthCheck,
    HoldView? Hold,
    BudgetView Budget,
    IncidentView? Incident,
    IReadOnlyList<string> FailedSides,
    IReadOnlyList<DecisionView> Decisions
);
