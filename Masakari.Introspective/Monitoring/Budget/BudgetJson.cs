using System.Text.Json.Serialization;

namespace Masakari.Introspective.Monitoring.Budget;

/// <summary>How accounts lie on disk.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(List<KnownAccount?>))]
internal sealed partial class BudgetJson : JsonSerializerContext;
