using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Masakari.Introspective.Monitoring.Holds;

/// <summary>How holds lie on disk: for people to read, and to edit as people do.</summary>
[JsonSerializable(typeof(List<PersonHold?>))]
internal sealed partial class HoldJson : JsonSerializerContext
{
    public static HoldJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                IgnoreReadOnlyProperties = true,
                WriteIndented = true,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
                AllowTrailingCommas = true,
                ReadCommentHandling = JsonCommentHandling.Skip,
                PropertyNameCaseInsensitive = true,
            }
        );
}
