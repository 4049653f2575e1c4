using System.Globalization;
using Masakari.Introspective.Configuration;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>A JSON object of a scenario file whose mistakes are told with file, line and path.</summary>
internal sealed class JsonItem(string file, JObject json)
{
    public JObject Json { get; } = json;

    /// <summary>A mistake at one place of a file.</summary>
    public static ScenarioException Wrong(string file, JToken at, string problem)
    {
        var line = (at as IJsonLineInfo)?.LineNumber ?? 0;
        var path = at.Path.Length == 0 ? "" : $" {at.Path}:";
        return new ScenarioException(string.Create(CultureInfo.InvariantCulture, $"{file}:{line}:{path} {problem}"));
    }

    /// <summary>The object at a place where only an object may be.</summary>
    public static JsonItem Of(string file, JToken token) =>
        token is JObject json ? new JsonItem(file, json) : throw Wrong(file, token, "an object is needed here");

    /// <summary><c>; did you mean x?</c>, or nothing.</summary>
    public static string Meant(string name, IEnumerable<string> candidates) =>
        NearestName.Of(name, candidates) is { } near ? $"; did you mean {near}?" : "";

    /// <summary>Refuses every key that is not listed.</summary>
    public JsonItem Only(params string[] keys)
    {
        foreach (var property in Json.Properties().Where(property => !keys.Contains(property.Name)))
        {
            throw Wrong(
                file,
                property,
                $"'{property.Name}' is no key of this object{Meant(property.Name, keys)}; allowed: {string.Join(", ", keys)}"
            );
        }

        return this;
    }

    public bool Has(string key) => Json.ContainsKey(key);

    public ScenarioException Wrong(string key, string problem) => Wrong(file, Json[key] ?? Json, problem);

    public string Text(string key) => OptionalText(key) ?? throw Missing(key, "a text");

    public string? OptionalText(string key) =>
        Json[key] switch
        {
            null or { Type: JTokenType.Null } => null,
            { Type: JTokenType.String } text => (string?)text,
            var other => throw Wrong(file, other, "a text is needed here"),
        };

    public bool Flag(string key, bool otherwise) => OptionalFlag(key) ?? otherwise;

    public bool? OptionalFlag(string key) =>
        Json[key] switch
        {
            null => null,
            { Type: JTokenType.Boolean } flag => (bool)flag,
            var other => throw Wrong(file, other, "true or false is needed here"),
        };

    public TimeSpan Seconds(string key) => OptionalSeconds(key) ?? throw Missing(key, "seconds");

    public TimeSpan? OptionalSeconds(string key) => Json[key] is { } token ? SecondsOf(token) : null;

    public TimeSpan SecondsOf(JToken token)
    {
        const double Most = 86400;
        return token.Type is JTokenType.Integer or JTokenType.Float && (double)token is >= 0 and <= Most
            ? TimeSpan.FromSeconds((double)token)
            : throw Wrong(file, token, "seconds are needed here, a number from 0 to 86400");
    }

    public int Number(string key, int least, int most, int? otherwise = null) =>
        Json[key] switch
        {
            null => otherwise ?? throw Missing(key, "a number"),
            { Type: JTokenType.Integer } token when (long)token >= least && (long)token <= most => (int)token,
            var other => throw Wrong(file, other, $"a whole number from {least} to {most} is needed here"),
        };

    public JsonItem? Object(string key) => Json[key] is { } token ? Of(file, token) : null;

    public IReadOnlyList<JToken> List(string key) =>
        Json[key] switch
        {
            null => [],
            JArray list => [.. list],
            var other => throw Wrong(file, other, "a list is needed here"),
        };

    public IReadOnlyList<JsonItem> Objects(string key) => [.. List(key).Select(token => Of(file, token))];

    /// <summary>Names and texts; numbers and truth values become texts as Nova has them.</summary>
    public IReadOnlyDictionary<string, string>? Texts(string key) =>
        Object(key)
            ?.Json.Properties()
            .ToDictionary(property => property.Name, property => Plain(property.Value), StringComparer.Ordinal);

    /// <summary>One of the listed words.</summary>
    public T Word<T>(string key, IReadOnlyDictionary<string, T> words) => Word(key, Text(key), words);

    /// <inheritdoc cref="Word{T}(string, IReadOnlyDictionary{string, T})"/>
    public T Word<T>(string key, string word, IReadOnlyDictionary<string, T> words) =>
        words.TryGetValue(word, out var value)
            ? value
            : throw Wrong(
                key,
                $"'{word}' is not known here{Meant(word, words.Keys)}; allowed: {string.Join(", ", words.Keys)}"
            );

    public string Plain(JToken token) =>
        token switch
        {
            JValue { Type: JTokenType.Boolean } flag => (bool)flag ? "true" : "false",
            JValue { Value: { } value } => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            _ => throw Wrong(file, token, "a text, a number, true or false is needed here"),
        };

    private ScenarioException Missing(string key, string what) =>
        Wrong(file, Json, $"the key '{key}' is missing: {what}");
}
