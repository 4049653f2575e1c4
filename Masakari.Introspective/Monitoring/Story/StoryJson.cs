using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Masakari.Introspective.Monitoring.Story;

/// <summary>How an entry of the story lies on disk.</summary>
[JsonSerializable(typeof(StoryEntry))]
internal sealed partial class StoryJson : JsonSerializerContext
{
    /// <summary>Names in snake_case, enumerations as their names in kebab-case; what is absent is left out.</summary>
    public static StoryJson Lines { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                Converters =
                {
                    new JsonStringEnumConverter<StoryKind>(JsonNamingPolicy.KebabCaseLower),
                    new JsonStringEnumConverter<Decisions.DecisionKind>(JsonNamingPolicy.KebabCaseLower),
                },
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
