using System.Text.Json.Serialization;

namespace Masakari.Introspective.Agent.Applications;

/// <summary>All keys of all lines between the agent and an application; null where absent.</summary>
internal sealed class AppFields
{
    [JsonPropertyName("type")]
    public string? Type { get; set; }

    [JsonPropertyName("id")]
    public long? Id { get; set; }

    [JsonPropertyName("name")]
    public string? Name { get; set; }

    [JsonPropertyName("interval_ms")]
    public int? IntervalMs { get; set; }

    [JsonPropertyName("corrective_action")]
    public string? CorrectiveAction { get; set; }

    [JsonPropertyName("health")]
    public string? Health { get; set; }

    [JsonPropertyName("event")]
    public string? Event { get; set; }

    [JsonPropertyName("timeout_ms")]
    public int? TimeoutMs { get; set; }

    [JsonPropertyName("vote")]
    public string? Vote { get; set; }

    [JsonPropertyName("text")]
    public string? Text { get; set; }
}
