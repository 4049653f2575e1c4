using System.Text.Json;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Protocol.Base;

/// <summary>Writes base-layer messages, each as one JSON object on one line.</summary>
public static class BaseWriter
{
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = FrameLimits.Depth - 1 };

    /// <exception cref="JsonException"><see cref="BaseMessage.Data"/> is not JSON, or too deep to be read again.</exception>
    public static byte[] Write(BaseMessage message)
    {
        using var data = JsonDocument.Parse(message.Data, Depth);
        var fields = new BaseFields
        {
            Version = BaseMessage.Version,
            Source = message.Source,
            Destination = message.Destination,
            Data = data.RootElement,
        };
        return JsonSerializer.SerializeToUtf8Bytes(fields, BaseJson.Default.BaseFields);
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
