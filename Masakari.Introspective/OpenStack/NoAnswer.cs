namespace Masakari.Introspective.OpenStack;

/// <summary>Why a request got no answer.</summary>
internal enum NoAnswer
{
    /// <summary>There was one, or nothing more is known.</summary>
    Other,

    /// <summary>Nothing came within the time limit.</summary>
    Silence,

    /// <summary>No connection: refused, no route, no such host.</summary>
    Unreachable,

    /// <summary>The server's certificate did not pass, or the two ends have no TLS in common.</summary>
    Tls,
}
