using System.Text.Json;
using System.Text.Json.Serialization;

namespace Masakari.Introspective.Protocol.Base;

/// <summary>The keys of the base layer.</summary>
internal sealed class BaseFields
{
    [JsonPropertyName("version")]
    public long? Version { get; set; }

    [JsonPropertyName("source_addr")]
    public string? Source { get; set; }

    [JsonPropertyName("dest_addr")]
    public string? Destination { get; set; }

    [JsonPropertyName("data")]
    public JsonElement? Data { get; set; }
}
