using System.Text.Json.Serialization;

namespace Masakari.Introspective.Monitoring.Memory;

/// <summary>How the memory lies on disk.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(MemoryImage))]
internal sealed partial class MemoryJson : JsonSerializerContext;
