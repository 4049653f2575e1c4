using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Protocol.Base;

/// <summary>Reads one JSON object as a base-layer message. Never throws for what it reads.</summary>
public static class BaseReader
{
    public static BaseReading Read(ReadOnlySpan<byte> json)
    {
        BaseFields fields;
        try
        {
            fields = JsonSerializer.Deserialize(json, BaseJson.Default.BaseFields) ?? new BaseFields();
        }
        catch (JsonException)
        {
            return new BaseReading(null, "failed to parse the message");
        }

        return Check(fields);
    }

    private static BaseReading Check(BaseFields fields)
    {
        var source = Address(fields.Source);
        if (fields.Version is not { } version)
        {
            return new BaseReading(null, "failed to parse version", source);
        }

        if (version is < 1 or > BaseMessage.Version)
        {
            return new BaseReading(null, $"Bad version: {version}, expect version: {BaseMessage.Version}", source);
        }

        if (source is null)
        {
            return new BaseReading(null, "failed to parse source_addr");
        }

        if (Address(fields.Destination) is not { } destination)
        {
            return new BaseReading(null, "failed to parse dest_addr", source);
        }

        return Data(fields.Data) is { } data
            ? new BaseReading(new BaseMessage(source, destination, data), null, source)
            : new BaseReading(null, "failed to parse data", source);
    }

    private static string? Address(string? text) =>
        text is { Length: > 0 } && Encoding.UTF8.GetByteCount(text) <= GroupAddress.Limit
            ? WireText.Clean(text, GroupAddress.Limit)
            : null;

    /// <summary>An object; or, as the published papers have it, a string that contains one.</summary>
    private static ReadOnlyMemory<byte>? Data(JsonElement? data) =>
        data switch
        {
            { ValueKind: JsonValueKind.Object } => JsonMarshal.GetRawUtf8Value(data.Value).ToArray(),
            { ValueKind: JsonValueKind.String } => Unquoted(data.Value),
            _ => null,
        };

    private static ReadOnlyMemory<byte>? Unquoted(JsonElement text)
    {
        try
        {
            return Encoding.UTF8.GetBytes(text.GetString()!);
        }
        catch (InvalidOperationException)
        {
            // Broken UTF-8, or an escape that makes no character.
            return null;
        }
    }
}
