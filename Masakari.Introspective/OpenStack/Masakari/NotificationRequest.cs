using Masakari.Introspective.OpenStack.Http;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>The body of <c>POST /notifications</c> for an instance.</summary>
internal sealed record NotificationRequest(
    Guid InstanceUuid,
    string Event,
    string VirDomainEvent,
    string HostName,
    DateTimeOffset GeneratedTime
)
{
    /// <summary>The three values that masakari compares when it looks for duplicates.</summary>
    public IReadOnlyDictionary<string, string> Payload =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["event"] = Event,
            ["instance_uuid"] = InstanceUuid.ToString("D"),
            ["vir_domain_event"] = VirDomainEvent,
        };

    public string ToJson()
    {
        var notification = new JObject
        {
            ["type"] = "VM",
            ["hostname"] = HostName,
            ["generated_time"] = MasakariTime.Format(GeneratedTime),
            ["payload"] = JObject.FromObject(Payload),
        };
        return ApiJson.Write(new JObject { ["notification"] = notification });
    }

    public bool HasPayload(IReadOnlyDictionary<string, string> other) =>
        other.Count == Payload.Count
        && Payload.All(p =>
            other.TryGetValue(p.Key, out var value) && string.Equals(value, p.Value, StringComparison.Ordinal)
        );
}
