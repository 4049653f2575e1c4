using System.Text.Json.Serialization;

namespace Masakari.Introspective.Notifications.Book;

/// <summary>How the delivered reports lie on disk.</summary>
[JsonSourceGenerationOptions(IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(List<DeliveredReport?>))]
internal sealed partial class DeliveredJson : JsonSerializerContext;
