using System.Text.Json.Serialization;

namespace Masakari.Introspective.Monitoring.Holds;

/// <summary>How holds lie on disk: for people to read, too.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true, WriteIndented = true)]
[JsonSerializable(typeof(List<PersonHold?>))]
internal sealed partial class HoldJson : JsonSerializerContext;
