using System.Text.Json;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>One host of the light lab: a name in masakari, the configuration to watch it, and what masakari stored about it.</summary>
internal sealed class LightLab
{
    // Apart from the numbers that other fixtures use.
    private static int _lastGuest = 200;

    private readonly string _configuration;

    private LightLab(string hostName, string configuration)
    {
        HostName = hostName;
        _configuration = configuration;
    }

    public string HostName { get; }

    /// <summary>
    /// Brings the lab up, and registers a host with masakari that no earlier run has reported about: the lab's guests have
    /// the same UUIDs each time, and its database stays.
    /// </summary>
    public static async Task<LightLab> OpenAsync()
    {
        var hostName = $"e2e-{Guid.NewGuid()}";
        await Lab.UpAsync();
        await Lab.RunAsync("api", "host", "add", hostName);
        return new LightLab(hostName, await Lab.RunAsync("conf", "light"));
    }

    /// <summary>Starts one guest with the options of <c>lab guest start</c>.</summary>
    public static Task<LabGuest> StartGuestAsync(params string[] options) =>
        LabGuest.StartAsync(Interlocked.Increment(ref _lastGuest), options);

    /// <summary>Starts guests that are alike, all at once: sooner than one after the other.</summary>
    public static Task<IReadOnlyList<LabGuest>> StartAlikeAsync(int count, params string[] options) =>
        LabGuest.StartAsync(Interlocked.Add(ref _lastGuest, count) - count + 1, count, options);

    /// <summary>The configuration of the monitor on this host; later lines win.</summary>
    public string Configuration(string more = "") =>
        $"{_configuration}\n[DEFAULT]\nhostname = {HostName}\n[masakari_introspective]\nread_nova = false\n{more}\n";

    public MonitorProcess StartMonitor(string more = "", string? state = null) =>
        MonitorProcess.Start(Configuration(more), state);

    /// <summary>A monitor that finds the channels' sockets where the domains' XML says that they are.</summary>
    public MonitorProcess StartMonitorInside(string more = "", string? state = null, string? home = null) =>
        MonitorProcess.StartInLab(Configuration(more), state, home);

    /// <summary>What masakari-api stored of this host, as "event/vir_domain_event", of one instance or of all.</summary>
    public async Task<IReadOnlyList<string>> StoredAsync(LabGuest? guest = null) =>
        [
            .. JsonDocument
                .Parse(await Lab.RunAsync("notifications", HostName))
                .RootElement.EnumerateArray()
                .Select(stored => stored.GetProperty("payload"))
                .Where(payload => guest is null || payload.GetProperty("instance_uuid").GetGuid() == guest.Uuid)
                .Select(payload =>
                    $"{payload.GetProperty("event").GetString()}/{payload.GetProperty("vir_domain_event").GetString()}"
                ),
        ];
}
