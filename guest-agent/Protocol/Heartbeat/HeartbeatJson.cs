using System.Text.Json.Serialization;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Json;

namespace Masakari.Introspective.Protocol.Heartbeat;

/// <summary>Reads and writes <see cref="HeartbeatFields"/> with code made at compile time: nothing to trim away.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = FrameLimits.Depth,
    Converters = [typeof(LenientNumber), typeof(LenientText)]
)]
[JsonSerializable(typeof(HeartbeatFields))]
internal sealed partial class HeartbeatJson : JsonSerializerContext;
