namespace Masakari.Introspective.Detection.Rulings;

/// <summary>Why a verdict is not reported; logs, metrics and the command line show its <see cref="ReasonCode"/>.</summary>
internal enum RulingReason
{
    /// <summary>The instance's owner did not ask for recovery (require_ha_enabled).</summary>
    NotHaEnabled,

    /// <summary>The guest has not run long enough since its start or its last reboot (minimum_uptime).</summary>
    MinimumUptime,
}
