using System.Text.Json.Serialization;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Json;

namespace Masakari.Introspective.Protocol.Base;

/// <summary>Reads and writes the base layer with code made at compile time.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = FrameLimits.Depth,
    Converters = [typeof(LenientNumber), typeof(LenientText)]
)]
[JsonSerializable(typeof(BaseFields))]
[JsonSerializable(typeof(RefusalFields))]
internal sealed partial class BaseJson : JsonSerializerContext;
