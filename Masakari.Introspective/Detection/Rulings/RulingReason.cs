namespace Masakari.Introspective.Detection.Rulings;

/// <summary>Why a verdict is not reported; logs, metrics and the command line show its <see cref="ReasonCode"/>.</summary>
internal enum RulingReason
{
    /// <summary>The instance's owner did not ask for recovery (require_ha_enabled).</summary>
    NotHaEnabled,

    /// <summary>The agent's port is closed and the guest's kernel is alive: its owner stopped the agent.</summary>
    AgentGone,

    /// <summary>The kernel is not proved dead (demand_second_opinion).</summary>
    SecondOpinion,
}
