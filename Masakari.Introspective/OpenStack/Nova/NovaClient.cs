using System.Net;
using Masakari.Introspective.OpenStack.Http;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Nova;

/// <summary>Speaks to nova-api v2.1.</summary>
internal sealed class NovaClient(OpenStackSession session) : INovaClient
{
    // 2.53 is what masakari-engine itself needs; from 2.47 on the flavor's extra specs are in the answer.
    private const string Microversion = "2.53";

    private const int MaxPages = 1000;

    private readonly ServiceEndpoint _service = new(["compute"], "v2.1");
    private volatile bool _withoutMicroversion;

    public async Task<IReadOnlyList<NovaServer>> ListServersAsync(string host, CancellationToken cancellationToken)
    {
        var servers = new Dictionary<Guid, NovaServer>();
        var request = new ServiceRequest(HttpMethod.Get, "servers/detail")
        {
            Query = $"?host={Uri.EscapeDataString(host)}&all_tenants=1",
        };
        for (var page = 0; page < MaxPages; page++)
        {
            var response = await GetAsync(request, cancellationToken);
            var json = ReadJson(response, request);
            var before = servers.Count;
            foreach (var server in ApiJson.Objects(json, "servers").Select(ToServer).OfType<NovaServer>())
            {
                servers[server.Id] = server;
            }

            var next = ApiJson
                .Objects(json, "servers_links")
                .Where(l => string.Equals(ApiJson.Text(l, "rel"), "next", StringComparison.Ordinal))
                .Select(l => ApiJson.Text(l, "href"))
                .FirstOrDefault();
            if (
                next is null
                || servers.Count == before
                || next.IndexOf('?', StringComparison.Ordinal) is not (>= 0 and var at)
            )
            {
                break;
            }

            // Only the query is taken: the link's host may be one behind the proxy.
            request = request with
            {
                Query = next[at..],
            };
        }

        return [.. servers.Values];
    }

    public async Task<NovaServer?> FindServerAsync(Guid instance, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(HttpMethod.Get, $"servers/{instance:D}");
        var response = await GetAsync(request, cancellationToken);
        if (response.Status == HttpStatusCode.NotFound && ApiJson.TryParse(response.Body)?["itemNotFound"] is not null)
        {
            return null;
        }

        return ReadJson(response, request)["server"] is JObject server ? ToServer(server) : null;
    }

    public async Task StopAsync(Guid instance, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(HttpMethod.Post, $"servers/{instance:D}/action")
        {
            Body = """{"os-stop":null}""",
        };
        var response = await session.SendAsync(_service, request, cancellationToken);
        if (!response.IsSuccess)
        {
            throw new OpenStackException(
                $"nova-api refuses POST /{request.Path} (os-stop): {response}",
                response.Status
            );
        }
    }

    private async Task<ApiResponse> GetAsync(ServiceRequest request, CancellationToken cancellationToken)
    {
        if (!_withoutMicroversion)
        {
            var response = await session.SendAsync(
                _service,
                request with
                {
                    Headers =
                    [
                        new("OpenStack-API-Version", "compute " + Microversion),
                        new("X-OpenStack-Nova-API-Version", Microversion),
                    ],
                },
                cancellationToken
            );
            if (response.Status != HttpStatusCode.NotAcceptable)
            {
                return response;
            }

            _withoutMicroversion = true;
        }

        return await session.SendAsync(_service, request, cancellationToken);
    }

    private static JObject ReadJson(ApiResponse response, ServiceRequest request)
    {
        if (!response.IsSuccess)
        {
            throw new OpenStackException($"nova-api refuses GET /{request.Path}: {response}", response.Status);
        }

        return ApiJson.TryParse(response.Body)
            ?? throw new OpenStackException(
                $"nova-api answered GET /{request.Path} with something other than JSON: check its endpoint in the catalog."
            );
    }

    private static NovaServer? ToServer(JObject json) =>
        Guid.TryParse(ApiJson.Text(json, "id"), out var id)
            ? new NovaServer
            {
                Id = id,
                Name = ApiJson.Text(json, "name") ?? "",
                Host = ApiJson.Text(json, "OS-EXT-SRV-ATTR:host"),
                VmState = ApiJson.Text(json, "OS-EXT-STS:vm_state"),
                TaskState = ApiJson.Text(json, "OS-EXT-STS:task_state"),
                Locked = ApiJson.Flag(json, "locked"),
                Metadata = ApiJson.Texts(json, "metadata") ?? new Dictionary<string, string>(StringComparer.Ordinal),
                ExtraSpecs = ApiJson.Texts(json["flavor"], "extra_specs"),
            }
            : null;
}
