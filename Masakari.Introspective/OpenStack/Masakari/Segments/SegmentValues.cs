using Masakari.Introspective.OpenStack.Http;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Masakari.Segments;

/// <summary>What a segment is made with, or what changes about it; null leaves a value out.</summary>
internal sealed record SegmentValues
{
    public string? Name { get; init; }

    public string? RecoveryMethod { get; init; }

    public string? ServiceType { get; init; }

    public string? Description { get; init; }

    /// <summary>Needs microversion 1.2.</summary>
    public bool? Enabled { get; init; }

    public bool IsEmpty => this == new SegmentValues();

    public string ToJson()
    {
        var values = new JObject();
        Put(values, "name", Name);
        Put(values, "recovery_method", RecoveryMethod);
        Put(values, "service_type", ServiceType);
        Put(values, "description", Description);
        if (Enabled is { } enabled)
        {
            values["enabled"] = enabled;
        }

        return ApiJson.Write(new JObject { ["segment"] = values });
    }

    private static void Put(JObject values, string name, string? value)
    {
        if (value is not null)
        {
            values[name] = value;
        }
    }
}
