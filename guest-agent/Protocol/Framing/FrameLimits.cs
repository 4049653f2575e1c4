namespace Masakari.Introspective.Protocol.Framing;

/// <summary>How large a frame may be; docs/protocol.md, "Frames".</summary>
public static class FrameLimits
{
    /// <summary>Bytes of a heartbeat message on a raw heartbeat port, without the line feeds (StarlingX's buffers).</summary>
    public const int Heartbeat = 1056;

    /// <summary>Bytes of a base-layer message, without the line feeds.</summary>
    public const int Base = 4096;

    /// <summary>Levels of nested JSON objects and arrays that are read.</summary>
    public const int Depth = 8;
}
