using System.Text.Json.Serialization;
using Masakari.Introspective.Protocol.Framing;

namespace Masakari.Introspective.Protocol.Base;

/// <summary>Writes refusals of the base layer with code made at compile time.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = FrameLimits.Depth
)]
[JsonSerializable(typeof(RefusalFields))]
internal sealed partial class BaseJson : JsonSerializerContext;
