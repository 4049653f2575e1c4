using System.Text.Json.Serialization;

namespace Masakari.Introspective.Protocol.Base;

/// <summary>The data of a base-layer refusal.</summary>
internal sealed class RefusalFields
{
    [JsonPropertyName("version")]
    public int Version { get; set; } = BaseMessage.Version;

    [JsonPropertyName("msg_type")]
    public string Type { get; set; } = "nack";

    [JsonPropertyName("orig_msg_type")]
    public string? OriginalType { get; set; }

    [JsonPropertyName("log_msg")]
    public string LogMessage { get; set; } = "";
}
