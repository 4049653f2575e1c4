namespace Masakari.Introspective.Detection.Brake;

/// <summary>What a look at the guests changed.</summary>
internal enum BrakeChange
{
    None,

    /// <summary>Two suspects at the same time: the others are to be asked at once.</summary>
    AskAll,

    /// <summary>A storm: verdicts from inside are held.</summary>
    Engaged,

    /// <summary>It has lasted to its ceiling: verdicts leave one by one.</summary>
    Releasing,

    /// <summary>It is over: verdicts leave as ever.</summary>
    Passed,
}
