namespace Masakari.Introspective.Detection.Rulings;

/// <summary>Why a verdict is not reported; logs, metrics and the command line show its <see cref="ReasonCode"/>.</summary>
internal enum RulingReason
{
    /// <summary>The instance's owner did not ask for recovery (require_ha_enabled).</summary>
    NotHaEnabled,

    /// <summary>So many guests of the host fail at the same time that the host is the likelier cause.</summary>
    Storm,

    /// <summary>The monitor, or its host, is itself too slow to blame a guest yet.</summary>
    JudgeUnwell,
}
