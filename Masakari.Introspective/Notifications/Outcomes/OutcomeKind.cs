namespace Masakari.Introspective.Notifications.Outcomes;

/// <summary>What became of a notification that masakari-api stored.</summary>
internal enum OutcomeKind
{
    /// <summary>Worked on, or about to be.</summary>
    Pending,

    /// <summary>Recovered, or skipped.</summary>
    Finished,

    /// <summary>Failed once; masakari-engine tries again.</summary>
    Error,

    /// <summary>Failed for good.</summary>
    Failed,

    /// <summary>masakari-engine does nothing about it.</summary>
    Ignored,

    /// <summary>Not found out within the time it is followed.</summary>
    Unknown,
}
