namespace Masakari.Introspective.Monitoring.Decisions;

/// <summary>What was decided about an instance.</summary>
internal enum DecisionKind
{
    /// <summary>Its failure was handed to the recovery service.</summary>
    Reported,

    /// <summary>Its failure is held back, and looked at again.</summary>
    Held,

    /// <summary>What its failure was held for lasts longer than any hold does.</summary>
    HoldEnded,

    /// <summary>Its failure is not reported.</summary>
    Refused,

    /// <summary>Its failure would have been reported.</summary>
    WouldReport,

    /// <summary>What was found is part of an incident that is open already.</summary>
    SameIncident,

    /// <summary>Its incident is over.</summary>
    Recovered,

    /// <summary>The monitor itself destroyed its domain, so that recovery need not wait for a shutdown that cannot end.</summary>
    Fenced,

    /// <summary>What was reported went away before anybody was told.</summary>
    Withdrawn,

    /// <summary>How the recovery that was asked for ended.</summary>
    Outcome,
}
