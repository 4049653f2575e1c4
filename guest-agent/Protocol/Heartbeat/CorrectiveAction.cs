namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>What a guest wishes to happen when it fails.</summary>
public enum CorrectiveAction
{
    /// <summary>A word that is none of the others.</summary>
    Unknown,

    /// <summary>Nothing, this time: an answer that repeats earlier ill health.</summary>
    None,

    /// <summary>An entry in the log.</summary>
    Log,

    /// <summary>A reboot of the instance.</summary>
    Reboot,

    /// <summary>A stop of the instance.</summary>
    Stop,
}
