using Masakari.Introspective.Detection.Rulings;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.Monitoring.Evidence;

/// <summary>Writes what was observed as <c>observations.json</c>.</summary>
internal static class ObservationsText
{
    public static string Write(EvidenceRequest request, string screenshot, string console) =>
        new JObject
        {
            ["instance_uuid"] = request.Instance,
            ["name"] = request.Name,
            ["at"] = request.Verdict.At,
            ["verdict"] = request.Verdict.Code,
            ["cause"] = request.Verdict.Words,
            ["decision"] = ReasonCode.Of(request.Verdict.Kind),
            ["state"] = ReasonCode.Of(request.State),
            ["last_finding"] = ReasonCode.Of(request.Finding),
            ["misses"] = request.Misses,
            ["opinion"] = ReasonCode.Of(request.Opinion),
            ["screenshot"] = screenshot,
            ["console_log"] = console,
            ["samples"] = new JArray(
                request.Samples.Select(sample => new JObject
                {
                    ["monotonic_s"] = Math.Round(sample.At.TotalSeconds, 3),
                    ["balloon_last_update"] = sample.BalloonUpdate,
                    ["block_requests"] = sample.BlockRequests,
                    ["block_bytes"] = sample.BlockBytes,
                    ["net_sent_bytes"] = sample.NetSent,
                    ["net_received_bytes"] = sample.NetReceived,
                    ["vcpu_time_s"] = Math.Round(sample.VcpuTime.TotalSeconds, 3),
                })
            ),
            ["decisions"] = new JArray(
                request.Decisions.Select(decision => new JObject
                {
                    ["at"] = decision.At,
                    ["decision"] = ReasonCode.Of(decision.Kind),
                    ["code"] = decision.Code,
                    ["words"] = decision.Words,
                })
            ),
        }.ToString(Formatting.Indented);
}
