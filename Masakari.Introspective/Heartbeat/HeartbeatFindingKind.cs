namespace Masakari.Introspective.Heartbeat;

/// <summary>What a guest's heartbeat brought to light.</summary>
internal enum HeartbeatFindingKind
{
    /// <summary>The guest registered, for the first time or with other wishes than before.</summary>
    Registered,

    /// <summary>It registered again with the same wishes: its agent was restarted, or lost sight of the host.</summary>
    RegisteredAgain,

    /// <summary>First right answer since it registered.</summary>
    Established,

    /// <summary>A challenge was not answered before the next interval.</summary>
    Missed,

    /// <summary>More challenges in a row than allowed were not answered.</summary>
    Lost,

    /// <summary>The guest says that it is not well, and what it wishes to happen.</summary>
    IllHealth,

    /// <summary>Well again after a loss or ill health.</summary>
    Recovered,

    /// <summary>The guest ended its heartbeat in good order.</summary>
    Exited,

    /// <summary>It never registered, though it was expected to.</summary>
    NotEstablished,

    /// <summary>An answer to a challenge that is not open: too late, or never sent.</summary>
    LateAnswer,

    /// <summary>An answer to the open challenge with another value.</summary>
    WrongAnswer,

    /// <summary>The challenge fell due so late that the host cannot blame the guest.</summary>
    HostLate,

    /// <summary>Nobody has read the challenges since the channel was opened, and nothing came: it is not served.</summary>
    Unserved,

    /// <summary>A message that is not understood; a refusal was sent.</summary>
    Refused,

    /// <summary>A message of a version that is too old; a refusal was sent.</summary>
    VersionRefused,
}
