namespace Masakari.Introspective.Agent.Session;

/// <summary>What a received message asks for.</summary>
internal enum SessionNews
{
    Nothing,

    /// <summary>The host has acknowledged: the session is new.</summary>
    Registered,

    /// <summary>A challenge is to be answered.</summary>
    Challenged,

    /// <summary>An operation is to be voted on or prepared for.</summary>
    Asked,
}
