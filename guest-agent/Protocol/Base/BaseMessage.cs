namespace Masakari.Introspective.Protocol.Base;

/// <summary>A message of the base layer, which carries several groups' messages over one port; docs/protocol.md.</summary>
/// <param name="Source">Group address of the sender.</param>
/// <param name="Destination">Group address of the receiver.</param>
/// <param name="Data">The group's message: one JSON object, as UTF-8.</param>
public sealed record BaseMessage(string Source, string Destination, ReadOnlyMemory<byte> Data)
{
    /// <summary>Version that is sent; 1 is accepted too, as published papers say it.</summary>
    public const int Version = 2;
}
