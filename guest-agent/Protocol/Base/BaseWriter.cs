using System.Buffers;
using System.Text.Json;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Protocol.Base;

/// <summary>Writes base-layer messages, each as one JSON object on one line.</summary>
public static class BaseWriter
{
    /// <summary>About the bytes around the data.</summary>
    private const int Envelope = 128;

    private static readonly JsonReaderOptions DataDepth = new() { MaxDepth = FrameLimits.Depth - 1 };

    /// <exception cref="JsonException"><see cref="BaseMessage.Data"/> is not JSON, or too deep to be read again.</exception>
    public static byte[] Write(BaseMessage message)
    {
        Check(message.Data.Span);
        var output = new ArrayBufferWriter<byte>(message.Data.Length + Envelope);
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteNumber("version"u8, BaseMessage.Version);
        writer.WriteString("source_addr"u8, message.Source);
        writer.WriteString("dest_addr"u8, message.Destination);
        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(message.Data.Span, skipInputValidation: true);
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    private static void Check(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, DataDepth);
        while (reader.Read())
        {
            // Each token is looked at; the reader throws where one is wrong.
        }
    }

    /// <summary>A refusal: nobody has the address, or the message could not be read.</summary>
    /// <param name="from">The address it is said for.</param>
    /// <param name="to">Who sent the refused message.</param>
    /// <param name="originalType">The refused message's type, where it could be read.</param>
    /// <param name="why">In a few words.</param>
    public static byte[] WriteRefusal(string from, string to, string? originalType, string why)
    {
        var refusal = new RefusalFields
        {
            OriginalType = originalType is null ? null : WireText.Clean(originalType, WireText.Word),
            LogMessage = WireText.Clean(why, WireText.LogMessage),
        };
        var data = JsonSerializer.SerializeToUtf8Bytes(refusal, BaseJson.Default.RefusalFields);
        return Write(new BaseMessage(from, to, data));
    }
}
