using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.Tests.OpenStack;

/// <summary>
/// Keystone, masakari-api and nova-api in one process, on one port of the loopback: speaks the answers recorded from the
/// real services (masakari 14.0.2, keystone 22, nova 26).
/// </summary>
internal sealed class FakeCloud : IAsyncDisposable
{
    public const string Project = "e1b1cf2ab6e94efa8de6114aac3f8793";
    private const string Segment = "00000000-0000-4000-8000-000000000001";
    private const int MaxServersPerPage = 2;

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _validTokens = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly List<JObject> _notifications = [];
    private readonly Dictionary<string, (string Uuid, bool Maintenance)> _hosts = new(StringComparer.Ordinal);
    private int _tokens;

    private FakeCloud(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = new("http://unset");

    /// <summary>Path of masakari's endpoint in the catalog; upstream's docs have the project in it, Kolla has none.</summary>
    public string MasakariPath { get; set; } = "/masakari/v1/" + Project;

    public string VersionLinkHost { get; set; } = "http://inner.example:15868";

    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    public string Password { get; set; } = "labpass";

    public TimeSpan DuplicateWindow { get; set; } = TimeSpan.FromSeconds(180);

    /// <summary>Stands in for an answer to the next requests whose path holds the key; null lets them through.</summary>
    public Func<HttpContext, Task<bool>>? Intercept { get; set; }

    /// <summary>Runs after a notification was stored and before it is answered: for answers that get lost.</summary>
    public Func<HttpContext, Task<bool>>? AfterStored { get; set; }

    public int Logins => Volatile.Read(ref _tokens);

    public ConcurrentQueue<RecordedRequest> Requests { get; } = new();

    public List<JObject> Servers { get; } = [];

    /// <summary>Whether masakari-engine answers masakari-api, which asks it for the workflow of a notification.</summary>
    public bool HasEngine { get; set; } = true;

    /// <summary>Whether masakari acts on what hosts of its segment report.</summary>
    public bool SegmentEnabled { get; set; } = true;

    /// <summary>The nova-computes; null where the user may not list them.</summary>
    public IReadOnlyList<string>? ComputeHosts { get; set; }

    /// <summary>Whether the user's role lets it stop instances.</summary>
    public bool NovaMayStop { get; set; } = true;

    public string MaxNovaMicroversion { get; set; } = "2.93";

    public IReadOnlyList<JObject> Notifications
    {
        get
        {
            lock (_lock)
            {
                return [.. _notifications.Select(n => (JObject)n.DeepClone())];
            }
        }
    }

    public static async Task<FakeCloud> StartAsync(
        X509Certificate2? tls = null,
        bool wantClientCertificate = false,
        int port = 0
    )
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (tls is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(k =>
            k.Listen(
                IPAddress.Loopback,
                port,
                l =>
                {
                    if (tls is not null)
                    {
                        l.UseHttps(
                            tls,
                            h =>
                            {
                                h.ClientCertificateMode = wantClientCertificate
                                    ? ClientCertificateMode.RequireCertificate
                                    : ClientCertificateMode.NoCertificate;
                                h.AllowAnyClientCertificate();
                            }
                        );
                    }
                }
            )
        );
        var app = builder.Build();
        var cloud = new FakeCloud(app);
        app.Run(cloud.HandleAsync);
        await app.StartAsync();
        cloud.Url = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        );
        return cloud;
    }

    /// <summary>A notification as masakari has it stored.</summary>
    public void Store(JObject record)
    {
        lock (_lock)
        {
            _notifications.Add(record);
        }
    }

    public void AddHost(string name, bool maintenance = false)
    {
        lock (_lock)
        {
            var uuid = _hosts.TryGetValue(name, out var host) ? host.Uuid : Guid.NewGuid().ToString();
            _hosts[name] = (uuid, maintenance);
        }
    }

    public void RevokeTokens() => _validTokens.Clear();

    public int CountOf(string method, string path) =>
        Requests.Count(r =>
            string.Equals(r.Method, method, StringComparison.Ordinal) && r.Path.Contains(path, StringComparison.Ordinal)
        );

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue(
            new RecordedRequest(
                http.Request.Method,
                http.Request.Path + http.Request.QueryString,
                http.Request.Headers.ToDictionary(
                    h => h.Key,
                    h => h.Value.ToString(),
                    StringComparer.OrdinalIgnoreCase
                ),
                body
            )
        );
        if (Intercept is { } intercept && await intercept(http))
        {
            return;
        }

        var path = http.Request.Path.Value!;
        await (
            path switch
            {
                "/" or "/identity/" or "/identity" => AnswerAsync(http, 300, KeystoneVersions()),
                "/v3" or "/v3/" => AnswerAsync(http, 200, KeystoneVersion()),
                "/v3/auth/tokens" or "/identity/v3/auth/tokens" => LoginAsync(http, body),
                "/masakari" or "/masakari/" => AnswerAsync(http, 200, MasakariVersions()),
                _ when path.StartsWith("/masakari/v1", StringComparison.Ordinal) => MasakariAsync(http, path, body),
                "/compute/v2.1/os-services" => ListServicesAsync(http),
                _ when path.StartsWith("/compute/v2.1/servers", StringComparison.Ordinal) => NovaAsync(http, path),
                _ => AnswerAsync(http, 404, "{}"),
            }
        );
    }

    private string KeystoneVersion() =>
        """
            {"version": {"id": "v3.14", "status": "stable", "links": [{"rel": "self", "href": "HOST/v3/"}]}}
            """.Replace("HOST", Url.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal);

    private static string KeystoneVersions() =>
        """
            {"versions": {"values": [{"id": "v3.14", "status": "stable", "links": [{"rel": "self", "href": "http://inner.example:5000/v3/"}]}]}}
            """;

    private string MasakariVersions() =>
        """
            {"versions": [{"id": "v1.0", "status": "CURRENT", "version": "1.2", "min_version": "1.0", "links": [{"rel": "self", "href": "HOST/v1/"}]}]}
            """.Replace("HOST", VersionLinkHost, StringComparison.Ordinal);

    private Task LoginAsync(HttpContext http, string body)
    {
        var identity = Parse(body)["auth"]!["identity"]!;
        var method = (string)identity["methods"]![0]!;
        var secret = method switch
        {
            "password" => (string?)identity["password"]!["user"]!["password"],
            "application_credential" => (string?)identity["application_credential"]!["secret"],
            _ => (string?)identity["token"]!["id"],
        };
        if (!string.Equals(secret, Password, StringComparison.Ordinal))
        {
            return AnswerAsync(
                http,
                401,
                """{"error": {"code": 401, "message": "The request you have made requires authentication.", "title": "Unauthorized"}}"""
            );
        }

        var token = "gAAAA-" + Interlocked.Increment(ref _tokens).ToString(CultureInfo.InvariantCulture);
        _validTokens[token] = true;
        var issued = new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);
        var answer = new JObject
        {
            ["token"] = new JObject
            {
                ["issued_at"] = issued.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
                ["expires_at"] = (issued + TokenLifetime).ToString(
                    "yyyy-MM-ddTHH:mm:ss.ffffffZ",
                    CultureInfo.InvariantCulture
                ),
                ["catalog"] = new JArray
                {
                    Service("instance-ha", "masakari", MasakariPath),
                    Service("compute", "nova", "/compute/v2.1"),
                },
            },
        };
        http.Response.Headers["X-Subject-Token"] = token;
        return AnswerAsync(http, 201, answer.ToString());
    }

    private JObject Service(string type, string name, string path) =>
        new()
        {
            ["type"] = type,
            ["name"] = name,
            ["endpoints"] = new JArray(
                new[] { "public", "internal", "admin" }.Select(i => new JObject
                {
                    ["interface"] = i,
                    ["region"] = "RegionOne",
                    ["region_id"] = "RegionOne",
                    ["url"] = Url.AbsoluteUri.TrimEnd('/') + path,
                })
            ),
        };

    private bool IsLoggedIn(HttpContext http) =>
        _validTokens.ContainsKey(http.Request.Headers["X-Auth-Token"].ToString());

    private Task MasakariAsync(HttpContext http, string path, string body)
    {
        if (!IsLoggedIn(http))
        {
            return AnswerAsync(
                http,
                401,
                """{"error": {"code": 401, "title": "Unauthorized", "message": "The request you have made requires authentication."}}"""
            );
        }

        var resource = path["/masakari/v1".Length..].Replace("/" + Project, "", StringComparison.Ordinal);
        return (http.Request.Method, resource) switch
        {
            ("POST", "/notifications") => CreateAsync(http, Parse(body)),
            ("GET", "/notifications") => ListAsync(http),
            ("GET", _) when resource.StartsWith("/notifications/", StringComparison.Ordinal) => ShowAsync(
                http,
                resource["/notifications/".Length..]
            ),
            ("GET", "/segments") => AnswerAsync(
                http,
                200,
                new JObject
                {
                    ["segments"] = new JArray
                    {
                        new JObject
                        {
                            ["uuid"] = Segment,
                            ["name"] = "seg1",
                            ["enabled"] = SegmentEnabled,
                        },
                    },
                }.ToString()
            ),
            ("GET", "/segments/" + Segment + "/hosts") => ListHostsAsync(http),
            _ => AnswerAsync(http, 404, "{}"),
        };
    }

    private async Task CreateAsync(HttpContext http, JObject body)
    {
        var sent = (JObject)body["notification"]!;
        var name = (string)sent["hostname"]!;
        JObject stored;
        lock (_lock)
        {
            if (!_hosts.TryGetValue(name, out var host))
            {
                stored = Fault("badRequest", 400, $"Host with name {name} could not be found.");
            }
            else if (host.Maintenance)
            {
                stored = Fault(
                    "conflictingRequest",
                    409,
                    $"Notification received from host {name} of type 'VM' is ignored as the host is already under maintenance."
                );
            }
            else if (IsDuplicate(sent, host.Uuid))
            {
                stored = Fault(
                    "conflictingRequest",
                    409,
                    $"Notification received from host {name} of type VM is duplicate."
                );
            }
            else
            {
                stored = Store(sent, host.Uuid);
            }
        }

        if (stored["status"] is not null && AfterStored is { } lose && await lose(http))
        {
            return;
        }

        var status = stored["status"] is null ? (int)stored.Properties().First().Value["code"]! : 202;
        await AnswerAsync(
            http,
            status,
            (status == 202 ? new JObject { ["notification"] = stored } : stored).ToString()
        );
    }

    private bool IsDuplicate(JObject sent, string hostUuid)
    {
        var since = TimeOf(sent) - DuplicateWindow;
        return _notifications.Exists(n =>
            string.Equals((string?)n["source_host_uuid"], hostUuid, StringComparison.Ordinal)
            && JToken.DeepEquals(n["payload"], sent["payload"])
            && TimeOf(n) >= since
        );
    }

    private JObject Store(JObject sent, string hostUuid)
    {
        var record = new JObject
        {
            ["id"] = _notifications.Count + 1,
            ["notification_uuid"] = Guid.NewGuid().ToString(),
            ["generated_time"] = TimeOf(sent).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
            ["source_host_uuid"] = hostUuid,
            ["type"] = "VM",
            ["payload"] = sent["payload"]!.DeepClone(),
            ["status"] = "new",
        };
        _notifications.Add(record);
        return record;
    }

    private Task ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var since = DateTime.Parse(
            query["generated-since"].ToString(),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );
        var limit = int.Parse(query["limit"].ToString(), CultureInfo.InvariantCulture);
        var marker = query.TryGetValue("marker", out var m)
            ? int.Parse(m.ToString(), CultureInfo.InvariantCulture)
            : int.MaxValue;
        lock (_lock)
        {
            var found = _notifications
                .AsEnumerable()
                .Reverse()
                .Where(n => TimeOf(n) >= since && (int)n["id"]! < marker)
                .Where(n =>
                    !query.TryGetValue("source_host_uuid", out var host)
                    || string.Equals((string?)n["source_host_uuid"], host.ToString(), StringComparison.Ordinal)
                )
                .Take(limit);
            return AnswerAsync(http, 200, new JObject { ["notifications"] = new JArray(found) }.ToString());
        }
    }

    private Task ShowAsync(HttpContext http, string uuid)
    {
        var asksEngine = http.Request.Headers.ContainsKey("OpenStack-API-Version");
        if (asksEngine && !HasEngine)
        {
            return Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
        }

        lock (_lock)
        {
            var found = _notifications.Find(n =>
                string.Equals((string?)n["notification_uuid"], uuid, StringComparison.Ordinal)
            );
            return found is null
                ? AnswerAsync(http, 404, Fault("itemNotFound", 404, $"No notification with id {uuid}.").ToString())
                : AnswerAsync(http, 200, Shown(found, asksEngine).ToString());
        }
    }

    /// <summary>masakari-engine has worked on it.</summary>
    public void SetStatus(string uuid, string status)
    {
        lock (_lock)
        {
            _notifications.Find(n => string.Equals((string?)n["notification_uuid"], uuid, StringComparison.Ordinal))![
                "status"
            ] = status;
        }
    }

    private Task ListHostsAsync(HttpContext http)
    {
        lock (_lock)
        {
            var hosts = _hosts.Select(h => new JObject
            {
                ["name"] = h.Key,
                ["uuid"] = h.Value.Uuid,
                ["on_maintenance"] = h.Value.Maintenance,
            });
            return AnswerAsync(http, 200, new JObject { ["hosts"] = new JArray(hosts) }.ToString());
        }
    }

    private static JObject Shown(JObject record, bool withWorkflow)
    {
        var shown = (JObject)record.DeepClone();
        if (withWorkflow)
        {
            shown["recovery_workflow_details"] = new JArray(
                new JObject
                {
                    ["name"] = "StopInstanceTask",
                    ["state"] = "SUCCESS",
                    ["progress"] = 1.0,
                    ["progress_details"] = new JArray(new JObject { ["message"] = "Stopped", ["progress"] = 1.0 }),
                }
            );
        }

        return new JObject { ["notification"] = shown };
    }

    private Task ListServicesAsync(HttpContext http) =>
        ComputeHosts is not { } names
            ? AnswerAsync(http, 403, Fault("forbidden", 403, "Policy doesn't allow os-services:list").ToString())
            : AnswerAsync(
                http,
                200,
                new JObject
                {
                    ["services"] = new JArray(
                        names
                            .Where(name => http.Request.Query["host"] is not { Count: > 0 } asked || name == asked)
                            .Select(name => new JObject
                            {
                                ["id"] = Guid.NewGuid(),
                                ["binary"] = "nova-compute",
                                ["host"] = name,
                                ["status"] = "enabled",
                                ["state"] = "up",
                            })
                    ),
                }.ToString()
            );

    private Task NovaAsync(HttpContext http, string path)
    {
        if (!IsLoggedIn(http))
        {
            return AnswerAsync(http, 401, "{}");
        }

        var version = http
            .Request.Headers["OpenStack-API-Version"]
            .ToString()
            .Replace("compute ", "", StringComparison.Ordinal);
        if (version.Length > 0 && Version.Parse(version) > Version.Parse(MaxNovaMicroversion))
        {
            return AnswerAsync(
                http,
                406,
                """{"computeFault": {"code": 406, "message": "Version 2.53 is not supported"}}"""
            );
        }

        if (path.EndsWith("/action", StringComparison.Ordinal))
        {
            return NovaMayStop
                ? AnswerAsync(http, 202, "")
                : AnswerAsync(
                    http,
                    403,
                    """{"forbidden": {"code": 403, "message": "Policy doesn't allow os_compute_api:servers:stop"}}"""
                );
        }

        if (!path.EndsWith("/detail", StringComparison.Ordinal))
        {
            var id = path[(path.LastIndexOf('/') + 1)..];
            var server = Servers.Find(s => string.Equals((string?)s["id"], id, StringComparison.Ordinal));
            return server is null
                ? AnswerAsync(
                    http,
                    404,
                    """{"itemNotFound": {"code": 404, "message": "Instance could not be found."}}"""
                )
                : AnswerAsync(http, 200, new JObject { ["server"] = server }.ToString());
        }

        var after = http.Request.Query["marker"].ToString();
        var host = http.Request.Query["host"].ToString();
        var all = Servers.FindAll(s =>
            string.Equals((string?)s["OS-EXT-SRV-ATTR:host"], host, StringComparison.Ordinal)
        );
        var start = all.FindIndex(s => string.Equals((string?)s["id"], after, StringComparison.Ordinal)) + 1;
        var page = all.Skip(start).Take(MaxServersPerPage).ToList();
        var answer = new JObject { ["servers"] = new JArray(page) };
        if (start + page.Count < all.Count)
        {
            answer["servers_links"] = new JArray
            {
                new JObject
                {
                    ["rel"] = "next",
                    ["href"] =
                        $"http://inner.example:8774/v2.1/servers/detail?all_tenants=1&host={host}&marker={page[^1]["id"]}",
                },
            };
        }

        return AnswerAsync(http, 200, answer.ToString());
    }

    private static DateTime TimeOf(JObject notification) =>
        DateTime.Parse(
            (string)notification["generated_time"]!,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
        );

    private static JObject Fault(string name, int code, string message) =>
        new()
        {
            [name] = new JObject { ["code"] = code, ["message"] = message },
        };

    private static JObject Parse(string body)
    {
        using var reader = new JsonTextReader(new StringReader(body)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    private static async Task AnswerAsync(HttpContext http, int status, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body);
    }
}
