namespace Masakari.Introspective.Libvirt;

/// <summary>The share of the host's bounded agent calls that a call belongs to.</summary>
internal enum AgentLane
{
    /// <summary>Guests believed healthy, and guests not yet seen: half of the calls.</summary>
    Routine,

    /// <summary>Guests that missed an answer: three of eight calls.</summary>
    Suspect,

    /// <summary>Guests already reported or long silent: one of eight calls.</summary>
    Reported,
}
