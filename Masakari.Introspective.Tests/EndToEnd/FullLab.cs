using System.Text.Json;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>The full form of the lab: Nova's instances, and what masakari-api stored about them.</summary>
internal sealed class FullLab
{
    /// <summary>All that masakari-engine acts on; it ignores every other notification about an instance.</summary>
    private static readonly string[] ActedOn =
    [
        "QEMU_GUEST_AGENT_ERROR/STOPPED_FAILED",
        "LIFECYCLE/STOPPED_FAILED",
        "IO_ERROR/IO_ERROR_REPORT",
    ];

    private static readonly string[] FinalStates = ["finished", "failed", "error", "ignored"];

    private readonly string _configuration;

    private FullLab(string libvirtUri, string configuration)
    {
        LibvirtUri = libvirtUri;
        _configuration = configuration;
    }

    public string LibvirtUri { get; }

    public static async Task<FullLab> OpenAsync()
    {
        await Lab.RunAsync("up", "full");
        return new FullLab(await Lab.LibvirtUriAsync(), await Lab.RunAsync("conf", "full"));
    }

    /// <summary>The configuration of the monitor on this host; later lines win.</summary>
    public string Configuration(string more = "") => $"{_configuration}\n{more}\n";

    public MonitorProcess StartMonitor(string more = "") => MonitorProcess.Start(Configuration(more));

    /// <summary>An instance that masakari may recover, with the options of <c>lab server create</c>.</summary>
    public static async Task<Guid> CreateAsync(string name, params string[] options) =>
        JsonDocument
            .Parse(await Lab.RunAsync(["server", "create", name, "--property", "HA_Enabled=True", .. options]))
            .RootElement.GetProperty("id")
            .GetGuid();

    public static async Task<JsonElement> ShowAsync(string name) =>
        JsonDocument.Parse(await Lab.RunAsync("server", "show", name)).RootElement;

    /// <summary>What masakari-api stored of the instance that its engine acts on.</summary>
    public static async Task<List<JsonElement>> StoredAsync(Guid server) =>
        [
            .. JsonDocument
                .Parse(await Lab.RunAsync("notifications"))
                .RootElement.EnumerateArray()
                .Where(stored => stored.GetProperty("payload").GetProperty("instance_uuid").GetGuid() == server)
                .Where(stored => ActedOn.Contains(Kind(stored.GetProperty("payload")), StringComparer.Ordinal)),
        ];

    /// <summary>The first such notification, as soon as the engine is done with it.</summary>
    public static async Task<JsonElement> EventuallyStoredAsync(Guid server, CancellationToken cancellationToken)
    {
        while (true)
        {
            var stored = await StoredAsync(server);
            if (stored.Count > 0 && FinalStates.Contains(stored[0].GetProperty("status").GetString()))
            {
                return stored[0];
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }
    }

    private static string Kind(JsonElement payload) =>
        $"{payload.GetProperty("event").GetString()}/{payload.GetProperty("vir_domain_event").GetString()}";
}
