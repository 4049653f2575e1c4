using System.Text;
using System.Text.Json;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Json;

namespace Masakari.Introspective.Protocol.Base;

/// <summary>The keys of the base layer, taken out without a look into what it carries: every heartbeat passes here.</summary>
/// <param name="Data">An object; or what a string contains, as the published papers have it.</param>
internal readonly record struct BaseFields(
    long? Version,
    string? Source,
    string? Destination,
    ReadOnlyMemory<byte>? Data
)
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = FrameLimits.Depth };

    /// <remarks>A key of the wrong type counts as absent; of a repeated one the last counts.</remarks>
    /// <exception cref="JsonException">It is not one JSON object, or too deep.</exception>
    public static BaseFields Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        var fields = default(BaseFields);
        reader.Read();
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new JsonException("not an object");
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            fields = fields.With(ref reader, json);
        }

        // Whatever follows the object is one too many.
        reader.Read();
        return fields;
    }

    private BaseFields With(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.ValueTextEquals("version"u8))
        {
            reader.Read();
            return this with { Version = LenientNumber.Read(ref reader) };
        }

        if (reader.ValueTextEquals("source_addr"u8))
        {
            reader.Read();
            return this with { Source = LenientText.Read(ref reader) };
        }

        if (reader.ValueTextEquals("dest_addr"u8))
        {
            reader.Read();
            return this with { Destination = LenientText.Read(ref reader) };
        }

        var isData = reader.ValueTextEquals("data"u8);
        reader.Read();
        if (isData)
        {
            return this with { Data = ReadData(ref reader, json) };
        }

        reader.Skip();
        return this;
    }

    private static ReadOnlyMemory<byte>? ReadData(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            return Unquoted(ref reader);
        }

        var isObject = reader.TokenType is JsonTokenType.StartObject;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        if (isObject)
        {
            return json[start..(int)reader.BytesConsumed].ToArray();
        }

        return null;
    }

    private static ReadOnlyMemory<byte>? Unquoted(ref Utf8JsonReader text)
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
