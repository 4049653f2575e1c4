namespace Masakari.Introspective.Protocol.Framing;

/// <summary>What a step of <see cref="FrameReader"/> found.</summary>
public enum FrameKind
{
    /// <summary>No complete frame: more bytes are needed.</summary>
    None,

    /// <summary>One frame, without its line feeds.</summary>
    Complete,

    /// <summary>A frame that is larger than the limit; its bytes are dropped up to the next line feed.</summary>
    TooLong,
}
