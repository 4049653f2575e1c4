using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Masakari.Introspective.Protocol.Json;

/// <summary>A string. Anything else reads as absent, so that the rest of the message is still known.</summary>
/// <remarks>
/// Broken UTF-8 becomes U+FFFD: a health script's first line in another encoding must not turn an answer into silence.
/// </remarks>
internal sealed class LenientText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(ref reader);

    public static string? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        return reader.ValueIsEscaped ? Unescape(ref reader) : Encoding.UTF8.GetString(reader.ValueSpan);
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    /// <summary>Escapes that make no character (half a surrogate pair) leave the text as it was sent.</summary>
    private static string? Unescape(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
