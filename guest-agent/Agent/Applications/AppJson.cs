using System.Text.Json.Serialization;
using Masakari.Introspective.Protocol.Framing;

namespace Masakari.Introspective.Agent.Applications;

/// <summary>Reads and writes <see cref="AppFields"/> with code made at compile time.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = FrameLimits.Depth
)]
[JsonSerializable(typeof(AppFields))]
internal sealed partial class AppJson : JsonSerializerContext;
