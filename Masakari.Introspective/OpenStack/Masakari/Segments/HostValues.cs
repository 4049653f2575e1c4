using Masakari.Introspective.OpenStack.Http;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Masakari.Segments;

/// <summary>What a host is added to a segment with.</summary>
internal sealed record HostValues(string Name)
{
    public const string DefaultType = "COMPUTE";
    public const string DefaultControlAttributes = "SSH";

    /// <summary>Free text: masakari-api wants one and nothing reads it.</summary>
    public string Type { get; init; } = DefaultType;

    /// <summary>Free text, as <see cref="Type"/>.</summary>
    public string ControlAttributes { get; init; } = DefaultControlAttributes;

    public bool Reserved { get; init; }

    public bool OnMaintenance { get; init; }

    public string ToJson()
    {
        var values = new JObject
        {
            ["name"] = Name,
            ["type"] = Type,
            ["control_attributes"] = ControlAttributes,
            ["reserved"] = Reserved,
            ["on_maintenance"] = OnMaintenance,
        };
        return ApiJson.Write(new JObject { ["host"] = values });
    }
}
