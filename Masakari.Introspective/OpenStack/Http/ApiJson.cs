using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Http;

/// <summary>Reads bodies: times stay text (their zone rules differ per service), nesting is limited.</summary>
internal static class ApiJson
{
    private const int MaxDepth = 64;

    /// <summary>The object in <paramref name="body"/>; null when it is not one.</summary>
    public static JObject? TryParse(string body)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(body))
            {
                DateParseHandling = DateParseHandling.None,
                MaxDepth = MaxDepth,
            };
            return JToken.ReadFrom(reader) as JObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A property's value as text; null when it is absent or no plain value.</summary>
    public static string? Text(JToken? json, string name) =>
        json is JObject o && o[name] is JValue { Value: not null } value
            ? value.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;

    public static bool Flag(JToken? json, string name) => json is JObject o && o[name] is JValue { Value: true };

    /// <summary>The objects of an array property; empty when it is absent.</summary>
    public static IEnumerable<JObject> Objects(JToken? json, string name) =>
        json is JObject o && o[name] is JArray array ? array.OfType<JObject>() : [];

    /// <summary>A property that is an object of texts.</summary>
    public static IReadOnlyDictionary<string, string>? Texts(JToken? json, string name) =>
        json is JObject o && o[name] is JObject map
            ? map.Properties()
                .Where(p => p.Value is JValue { Value: not null })
                .ToDictionary(p => p.Name, p => Text(map, p.Name)!, StringComparer.Ordinal)
            : null;

    public static string Write(JToken json) => json.ToString(Formatting.None);
}
