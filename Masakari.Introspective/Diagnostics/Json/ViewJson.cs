using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Masakari.Introspective.Diagnostics.Json;

/// <summary>
/// How everything that is shown is written: names in snake_case, enumerations as their names in kebab-case, absent values as
/// null, times in ISO 8601.
/// </summary>
internal static class ViewJson
{
    public static readonly JsonSerializerOptions Compact = Make(isIndented: false);

    public static readonly JsonSerializerOptions Indented = Make(isIndented: true);

    /// <summary>For what others send: what is not known is refused.</summary>
    public static readonly JsonSerializerOptions Strict = new(Compact)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>For reading answers: nothing may be missing.</summary>
    public static readonly JsonSerializerOptions Whole = new(Compact) { RespectRequiredConstructorParameters = true };

    private static JsonSerializerOptions Make(bool isIndented) =>
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DictionaryKeyPolicy = null,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            WriteIndented = isIndented,
        };
}
