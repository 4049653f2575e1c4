using System.Globalization;
using System.Net;
using Masakari.Introspective.OpenStack.Http;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Masakari.Segments;

/// <summary>Reads and changes failover segments and their hosts in masakari-api v1.</summary>
/// <remarks>At microversion 1.2, the first with a segment's <c>enabled</c>; an older masakari-api is spoken to at its base.</remarks>
internal sealed class SegmentsClient(OpenStackSession session, int pageSize = SegmentsClient.DefaultPageSize)
{
    // masakari-api's own limit is 1000 (osapi_max_limit); an operator may have lowered it.
    private const int DefaultPageSize = 100;
    private const int MaxPages = 1000;
    private const string Microversion = "1.2";

    private readonly ServiceEndpoint _service = MasakariEndpoint.Create();
    private bool _isOld;

    /// <exception cref="OpenStackException">No answer, a refusal, or not a list.</exception>
    public async Task<IReadOnlyList<Segment>> ListAsync(CancellationToken cancellationToken)
    {
        var records = await ListAsync("segments", "segments", "the list of segments", cancellationToken);
        return [.. records.Select(ToSegment).OfType<Segment>().OrderBy(s => s.Name, StringComparer.Ordinal)];
    }

    /// <exception cref="OpenStackException">No answer, or a refusal.</exception>
    public Task<Segment> CreateAsync(SegmentValues values, CancellationToken cancellationToken) =>
        ChangeAsync(HttpMethod.Post, "segments", values, $"the new segment '{values.Name}'", cancellationToken);

    /// <exception cref="OpenStackException">No answer, or a refusal.</exception>
    public Task<Segment> UpdateAsync(Segment segment, SegmentValues values, CancellationToken cancellationToken) =>
        ChangeAsync(
            HttpMethod.Put,
            PathOf(segment),
            values,
            $"the change of segment '{segment.Name}'",
            cancellationToken
        );

    /// <exception cref="OpenStackException">No answer, or a refusal.</exception>
    public Task DeleteAsync(Segment segment, CancellationToken cancellationToken) =>
        SendAsync(
            new ServiceRequest(HttpMethod.Delete, PathOf(segment)),
            $"the deletion of segment '{segment.Name}'",
            cancellationToken
        );

    /// <exception cref="OpenStackException">No answer, a refusal, or not a list.</exception>
    public async Task<IReadOnlyList<SegmentHost>> ListHostsAsync(Segment segment, CancellationToken cancellationToken)
    {
        var what = $"the list of hosts in segment '{segment.Name}'";
        var records = await ListAsync(PathOf(segment) + "/hosts", "hosts", what, cancellationToken);
        return
        [
            .. records
                .Select(record => ToHost(record, segment))
                .OfType<SegmentHost>()
                .OrderBy(host => host.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The host of exactly this name in any segment; null when no segment has it.</summary>
    /// <remarks>masakari-api has no list of all hosts.</remarks>
    /// <exception cref="OpenStackException">No answer, a refusal, or not a list.</exception>
    public async Task<SegmentHost?> FindHostAsync(string name, CancellationToken cancellationToken)
    {
        foreach (var segment in await ListAsync(cancellationToken))
        {
            var hosts = await ListHostsAsync(segment, cancellationToken);
            if (hosts.FirstOrDefault(host => host.Name.Equals(name, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <exception cref="OpenStackException">No answer, or a refusal.</exception>
    public async Task<SegmentHost> AddHostAsync(Segment segment, HostValues values, CancellationToken cancellationToken)
    {
        var what = $"host '{values.Name}' in segment '{segment.Name}'";
        var request = new ServiceRequest(HttpMethod.Post, PathOf(segment) + "/hosts") { Body = values.ToJson() };
        return HostOf(await SendAsync(request, what, cancellationToken), segment, what);
    }

    /// <exception cref="OpenStackException">No answer, or a refusal.</exception>
    public async Task<SegmentHost> SetMaintenanceAsync(
        Segment segment,
        SegmentHost host,
        bool isOn,
        CancellationToken cancellationToken
    )
    {
        var what = $"the change of host '{host.Name}'";
        var body = new JObject { ["host"] = new JObject { ["on_maintenance"] = isOn } };
        var request = new ServiceRequest(HttpMethod.Put, PathOf(segment, host)) { Body = ApiJson.Write(body) };
        return HostOf(await SendAsync(request, what, cancellationToken), segment, what);
    }

    /// <exception cref="OpenStackException">No answer, or a refusal.</exception>
    public Task RemoveHostAsync(Segment segment, SegmentHost host, CancellationToken cancellationToken) =>
        SendAsync(
            new ServiceRequest(HttpMethod.Delete, PathOf(segment, host)),
            $"the removal of host '{host.Name}' from segment '{segment.Name}'",
            cancellationToken
        );

    private async Task<Segment> ChangeAsync(
        HttpMethod method,
        string path,
        SegmentValues values,
        string what,
        CancellationToken cancellationToken
    )
    {
        var request = new ServiceRequest(method, path) { Body = values.ToJson() };
        var answer = await SendAsync(request, what, cancellationToken, needsMicroversion: values.Enabled is not null);
        return answer["segment"] is JObject record && ToSegment(record) is { } segment
            ? segment
            : throw Odd(what, "a segment");
    }

    /// <summary>All pages: a server whose limit is below our page size gives a page that is full for it.</summary>
    private async Task<IReadOnlyList<JObject>> ListAsync(string path, string name, string what, CancellationToken token)
    {
        var found = new Dictionary<string, JObject>(StringComparer.Ordinal);
        var limit = $"?sort_key=id&sort_dir=asc&limit={pageSize.ToString(CultureInfo.InvariantCulture)}";
        var marker = "";
        for (var page = 0; page < MaxPages; page++)
        {
            var request = new ServiceRequest(HttpMethod.Get, path) { Query = limit + marker };
            var answer = await SendAsync(request, what, token);
            if (answer[name] is not JArray)
            {
                throw Odd(what, "a list");
            }

            var records = ApiJson.Objects(answer, name).ToList();
            var before = found.Count;
            foreach (var record in records)
            {
                found[ApiJson.Text(record, "uuid") ?? ""] = record;
            }

            // masakari's marker is the integer id, not the uuid.
            if (found.Count == before || ApiJson.Text(records[^1], "id") is not { } last)
            {
                break;
            }

            marker = "&marker=" + Uri.EscapeDataString(last);
        }

        return [.. found.Values];
    }

    private async Task<JObject> SendAsync(
        ServiceRequest request,
        string what,
        CancellationToken token,
        bool needsMicroversion = false
    )
    {
        var response = await session.SendAsync(_service, _isOld ? request : AtMicroversion(request), token);
        if (response.Status is HttpStatusCode.NotAcceptable && !_isOld)
        {
            _isOld = true;
            response = needsMicroversion ? response : await session.SendAsync(_service, request, token);
        }

        if (_isOld && needsMicroversion)
        {
            throw new OpenStackException(
                $"masakari-api refuses {what}: it is older than microversion {Microversion} and cannot switch segments "
                    + "on and off: leave that out.",
                HttpStatusCode.NotAcceptable
            );
        }

        if (!response.IsSuccess)
        {
            throw new OpenStackException(SegmentRefusals.Explain(what, response), response.Status);
        }

        return response.Body.Length == 0 ? new JObject() : ApiJson.TryParse(response.Body) ?? throw Odd(what, "JSON");
    }

    private static ServiceRequest AtMicroversion(ServiceRequest request) =>
        request with
        {
            Headers = [.. request.Headers, new("OpenStack-API-Version", "instance-ha " + Microversion)],
        };

    private static OpenStackException Odd(string what, string expected) =>
        new($"masakari-api answered {what} with something other than {expected}: check its endpoint in the catalog.");

    private static string PathOf(Segment segment) => $"segments/{Uri.EscapeDataString(segment.Uuid)}";

    private static string PathOf(Segment segment, SegmentHost host) =>
        $"{PathOf(segment)}/hosts/{Uri.EscapeDataString(host.Uuid)}";

    private static SegmentHost HostOf(JObject answer, Segment segment, string what) =>
        answer["host"] is JObject record && ToHost(record, segment) is { } host ? host : throw Odd(what, "a host");

    private static Segment? ToSegment(JObject json) =>
        ApiJson.Text(json, "uuid") is { } uuid
            ? new Segment
            {
                Uuid = uuid,
                Name = ApiJson.Text(json, "name") ?? "",
                Description = ApiJson.Text(json, "description"),
                RecoveryMethod = ApiJson.Text(json, "recovery_method"),
                ServiceType = ApiJson.Text(json, "service_type"),
                Enabled = json["enabled"] is null ? null : ApiJson.Flag(json, "enabled"),
            }
            : null;

    private static SegmentHost? ToHost(JObject json, Segment segment) =>
        ApiJson.Text(json, "uuid") is { } uuid
            ? new SegmentHost
            {
                Uuid = uuid,
                Name = ApiJson.Text(json, "name") ?? "",
                Type = ApiJson.Text(json, "type"),
                ControlAttributes = ApiJson.Text(json, "control_attributes"),
                Reserved = ApiJson.Flag(json, "reserved"),
                OnMaintenance = ApiJson.Flag(json, "on_maintenance"),
                SegmentUuid = segment.Uuid,
                SegmentName = segment.Name,
            }
            : null;
}
