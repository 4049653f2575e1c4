namespace Masakari.Introspective.Detection.Rulings;

/// <summary>Why a verdict is not reported; logs, metrics and the command line show its <see cref="ReasonCode"/>.</summary>
internal enum RulingReason
{
    /// <summary>The instance's owner did not ask for recovery (require_ha_enabled).</summary>
    NotHaEnabled,

    /// <summary>It was reported as often as recovery_budget allows and failed again: a person has to look.</summary>
    GivenUp,

    /// <summary>Its last recovery came to nothing a moment ago.</summary>
    CoolDown,

    /// <summary>It fails and is well again by itself, over and over.</summary>
    Flapping,

    /// <summary>A person holds the instance or the host.</summary>
    HeldByPerson,

    /// <summary>The host or the instance is only observed.</summary>
    ObserveOnly,

    /// <summary>So many guests of the host fail at the same time that the host is the likelier cause.</summary>
    Storm,

    /// <summary>The monitor, or its host, is itself too slow to blame a guest yet.</summary>
    JudgeUnwell,
}
