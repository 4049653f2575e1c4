using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using Masakari.Introspective.OpenStack.Http;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>Speaks to masakari-api v1 at its base microversion, as the Python monitors do.</summary>
internal sealed class MasakariClient(OpenStackSession session, int pageSize = MasakariClient.DefaultPageSize)
    : IMasakariClient
{
    private const int DefaultPageSize = 100;

    // Duplicate look-ups read three minutes of records: far more pages mean that the server ignores the marker.
    private const int MaxPages = 100;

    private readonly ServiceEndpoint _service = MasakariEndpoint.Create();
    private volatile string? _lastSegment;

    public Task<ApiResponse> CreateNotificationAsync(
        NotificationRequest request,
        CancellationToken cancellationToken
    ) =>
        session.SendAsync(
            _service,
            new ServiceRequest(HttpMethod.Post, "notifications") { Body = request.ToJson() },
            cancellationToken
        );

    public async Task<IReadOnlyList<MasakariNotification>> ListNotificationsAsync(
        DateTimeOffset since,
        string? sourceHostUuid,
        CancellationToken cancellationToken
    )
    {
        var found = new Dictionary<string, MasakariNotification>(StringComparer.Ordinal);
        var filter =
            $"?type=VM&generated-since={Uri.EscapeDataString(MasakariTime.Format(since))}"
            + $"&sort_key=created_at&sort_dir=desc&limit={pageSize.ToString(CultureInfo.InvariantCulture)}"
            + (sourceHostUuid is null ? "" : $"&source_host_uuid={Uri.EscapeDataString(sourceHostUuid)}");
        var marker = "";
        for (var page = 0; page < MaxPages; page++)
        {
            var json = await GetAsync("notifications", filter + marker, cancellationToken);
            var records = ApiJson.Objects(json, "notifications").ToList();
            var before = found.Count;
            foreach (var record in records.Select(ToNotification).OfType<MasakariNotification>())
            {
                found[record.Uuid] = record;
            }

            if (records.Count < pageSize || found.Count == before)
            {
                break;
            }

            // masakari's marker is the integer id, not the uuid.
            marker = "&marker=" + Uri.EscapeDataString(ApiJson.Text(records[^1], "id") ?? "");
        }

        return [.. found.Values.OrderByDescending(n => n.GeneratedTime)];
    }

    public async Task<MasakariNotification?> GetNotificationAsync(string uuid, CancellationToken cancellationToken)
    {
        var path = $"notifications/{Uri.EscapeDataString(uuid)}";
        try
        {
            var json = await GetAsync(path, "", cancellationToken);
            return json["notification"] is JObject record && ToNotification(record) is { } found
                ? found
                : throw new OpenStackException(
                    $"masakari-api answered GET /{path} with something other than a notification."
                );
        }
        catch (OpenStackException refused) when (refused.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public async Task<MasakariHost?> FindHostAsync(string name, CancellationToken cancellationToken)
    {
        List<JObject> segments = [];
        await foreach (var segment in EachAsync("segments", "segments", cancellationToken))
        {
            segments.Add(segment);
        }

        // The one that had it last comes first: a host that asks every hour is not to read all hosts of the cloud.
        var last = _lastSegment;
        foreach (var segment in segments.OrderByDescending(s => last is not null && ApiJson.Text(s, "uuid") == last))
        {
            if (ApiJson.Text(segment, "uuid") is not { } segmentUuid)
            {
                continue;
            }

            await foreach (
                var host in EachAsync($"segments/{Uri.EscapeDataString(segmentUuid)}/hosts", "hosts", cancellationToken)
            )
            {
                if (string.Equals(ApiJson.Text(host, "name"), name, StringComparison.Ordinal))
                {
                    _lastSegment = segmentUuid;
                    return ToHost(host, name, segment, segmentUuid);
                }
            }
        }

        return null;
    }

    /// <summary>The records of a list, page after page: masakari-api cuts it at a limit of its own (osapi_max_limit).</summary>
    private async IAsyncEnumerable<JObject> EachAsync(
        string path,
        string collection,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        HashSet<string?> seen = [];
        var marker = "";
        for (var page = 0; page < MaxPages; page++)
        {
            var query = $"?sort_key=id&sort_dir=asc&limit={pageSize.ToString(CultureInfo.InvariantCulture)}{marker}";
            var answer = await GetAsync(path, query, cancellationToken);
            string? lastId = null;
            foreach (var record in ApiJson.Objects(answer, collection).Where(r => seen.Add(ApiJson.Text(r, "uuid"))))
            {
                yield return record;
                lastId = ApiJson.Text(record, "id");
            }

            if (lastId is null)
            {
                yield break;
            }

            // masakari's marker is the integer id, not the uuid.
            marker = "&marker=" + Uri.EscapeDataString(lastId);
        }
    }

    private static MasakariHost ToHost(JObject host, string name, JObject segment, string segmentUuid) =>
        new(ApiJson.Text(host, "uuid") ?? "", name, segmentUuid, ApiJson.Text(segment, "name") ?? segmentUuid)
        {
            OnMaintenance = ApiJson.Flag(host, "on_maintenance"),
            SegmentEnabled = segment["enabled"] is null || ApiJson.Flag(segment, "enabled"),
        };

    private async Task<JObject> GetAsync(string path, string query, CancellationToken cancellationToken)
    {
        var response = await session.SendAsync(
            _service,
            new ServiceRequest(HttpMethod.Get, path) { Query = query },
            cancellationToken
        );
        if (!response.IsSuccess)
        {
            throw new OpenStackException($"masakari-api refuses GET /{path}: {response}", response.Status);
        }

        return ApiJson.TryParse(response.Body)
            ?? throw new OpenStackException(
                $"masakari-api answered GET /{path} with something other than JSON: check its endpoint in the catalog."
            );
    }

    private static MasakariNotification? ToNotification(JObject json) =>
        ApiJson.Text(json, "notification_uuid") is { } uuid
        && MasakariTime.Parse(ApiJson.Text(json, "generated_time")) is { } time
            ? new MasakariNotification
            {
                Uuid = uuid,
                GeneratedTime = time,
                SourceHostUuid = ApiJson.Text(json, "source_host_uuid"),
                Status = ApiJson.Text(json, "status"),
                Payload = ApiJson.Texts(json, "payload") ?? new Dictionary<string, string>(StringComparer.Ordinal),
            }
            : null;
}
