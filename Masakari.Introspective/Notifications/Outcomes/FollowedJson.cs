using System.Text.Json.Serialization;

namespace Masakari.Introspective.Notifications.Outcomes;

/// <summary>How what is followed lies on disk.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(List<Followed?>))]
internal sealed partial class FollowedJson : JsonSerializerContext;
