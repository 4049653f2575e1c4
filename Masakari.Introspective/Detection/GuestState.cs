namespace Masakari.Introspective.Detection;

/// <summary>What is believed about a guest; the four states of the Python introspective monitor.</summary>
internal enum GuestState
{
    /// <summary>Has not answered since its start: silence proves nothing.</summary>
    Discovery,

    /// <summary>Answers.</summary>
    Healthy,

    /// <summary>Answered before and does not now; not yet, or not to be, reported.</summary>
    Error,

    /// <summary>Failed, and nobody was told: another incident is open, or its owner did not ask for recovery. Looked at again.</summary>
    Held,

    /// <summary>A failure was handed to the recovery service.</summary>
    Reported,
}
