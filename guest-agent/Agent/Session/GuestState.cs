namespace Masakari.Introspective.Agent.Session;

/// <summary>docs/protocol.md, "The guest".</summary>
internal enum GuestState
{
    /// <summary>The host is not connected.</summary>
    Absent,

    /// <summary>Sends init until it is acknowledged.</summary>
    Registering,

    /// <summary>Answers challenges.</summary>
    Registered,
}
