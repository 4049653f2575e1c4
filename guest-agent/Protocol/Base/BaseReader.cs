using System.Text;
using System.Text.Json;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Protocol.Base;

/// <summary>Reads one JSON object as a base-layer message. Never throws for what it reads.</summary>
public static class BaseReader
{
    public static BaseReading Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return Check(BaseFields.Read(json));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The second: an escape in a key that makes no character.
            return new BaseReading(null, "failed to parse the message");
        }
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

        return fields.Data is { } data
            ? new BaseReading(new BaseMessage(source, destination, data), null, source)
            : new BaseReading(null, "failed to parse data", source);
    }

    private static string? Address(string? text) =>
        text is { Length: > 0 } && Encoding.UTF8.GetByteCount(text) <= GroupAddress.Limit
            ? WireText.Clean(text, GroupAddress.Limit)
            : null;
}
