using System.Text.Json;
using Masakari.Introspective.Protocol.Base;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Channels;

/// <summary>What the outermost keys of a message tell, before anything else of it is read. Pure.</summary>
/// <param name="IsObject">It is one JSON object within the limits.</param>
/// <param name="Format">What is spoken, judging by this message; null when it does not tell.</param>
/// <param name="Destination">dest_addr, cleaned; null when it has none that is an address.</param>
/// <param name="Type">msg_type, cleaned; null when it has none that is a word.</param>
internal readonly record struct MessagePeek(bool IsObject, ChannelFormat? Format, string? Destination, string? Type)
{
    public static MessagePeek At(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = FrameLimits.Depth });
        try
        {
            return reader.Read() && reader.TokenType is JsonTokenType.StartObject ? Keys(ref reader) : default;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter: a string that is no Unicode text.
            return default;
        }
    }

    private static MessagePeek Keys(ref Utf8JsonReader reader)
    {
        string? destination = null;
        string? type = null;
        ChannelFormat? format = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isDestination = reader.ValueTextEquals("dest_addr"u8);
            var isType = reader.ValueTextEquals("msg_type"u8);
            reader.Read();
            if (isDestination)
            {
                format = ChannelFormat.Base;
                destination = Word(ref reader, GroupAddress.Limit);
            }
            else if (isType)
            {
                format ??= ChannelFormat.Heartbeat;
                type = Word(ref reader, WireText.Word);
            }

            reader.Skip();
        }

        // Throws when something follows the object.
        reader.Read();
        return new MessagePeek(true, format, destination, type);
    }

    private static string? Word(ref Utf8JsonReader reader, int limit) =>
        reader.TokenType is JsonTokenType.String && reader.GetString() is { Length: > 0 } text
            ? WireText.Clean(text, limit)
            : null;
}
