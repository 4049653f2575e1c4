using System.Net;
using Masakari.Introspective.OpenStack.Http;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>Reads masakari's register of hosts. The API has no list of all hosts: one request for each segment.</summary>
internal sealed class RegisterReader(OpenStackSession session)
{
    /// <summary>The first that says whether a segment is enabled.</summary>
    public const string Microversion = "1.2";

    private readonly ServiceEndpoint _service = new(["instance-ha", "ha"], "v1") { UsesFixedEndpoint = true };

    /// <exception cref="OpenStackException">No answer, a refusal, or something other than a list.</exception>
    public async Task<Register> ReadAsync(CancellationToken cancellationToken)
    {
        var microversion = Microversion;
        var response = await GetAsync("segments", microversion, cancellationToken);
        if (response.Status is HttpStatusCode.NotAcceptable)
        {
            microversion = null;
            response = await GetAsync("segments", null, cancellationToken);
        }

        var segments = Read(response, "segments").ToList();
        var hosts = new List<RegisteredHost>();
        foreach (var segment in segments)
        {
            if (ApiJson.Text(segment, "uuid") is { } uuid)
            {
                var path = $"segments/{Uri.EscapeDataString(uuid)}/hosts";
                var answer = await GetAsync(path, microversion, cancellationToken);
                hosts.AddRange(Read(answer, "hosts").Select(host => ToHost(host, uuid, segment)));
            }
        }

        return new Register([.. segments.Select(segment => ApiJson.Text(segment, "name") ?? "")], hosts, microversion);
    }

    private Task<ApiResponse> GetAsync(string path, string? microversion, CancellationToken cancellationToken) =>
        session.SendAsync(
            _service,
            new ServiceRequest(HttpMethod.Get, path)
            {
                Headers = microversion is null ? [] : [new("OpenStack-API-Version", "instance-ha " + microversion)],
            },
            cancellationToken
        );

    private static IEnumerable<JObject> Read(ApiResponse response, string list)
    {
        if (!response.IsSuccess)
        {
            throw new OpenStackException($"masakari-api refuses the list of {list}: {response}", response.Status);
        }

        return ApiJson.TryParse(response.Body)?[list] is JArray found
            ? found.OfType<JObject>()
            : throw new OpenStackException(
                $"what answers as masakari-api gives no list of {list}: {response}",
                response.Status
            );
    }

    private static RegisteredHost ToHost(JObject host, string segmentUuid, JObject segment) =>
        new(
            ApiJson.Text(host, "name") ?? "",
            segmentUuid,
            ApiJson.Text(segment, "name") ?? segmentUuid,
            segment["enabled"] is JValue { Value: bool enabled } ? enabled : null
        )
        {
            OnMaintenance = ApiJson.Flag(host, "on_maintenance"),
            Reserved = ApiJson.Flag(host, "reserved"),
        };
}
