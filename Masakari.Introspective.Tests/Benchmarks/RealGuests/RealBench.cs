using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Benchmarks.RealGuests;

/// <summary>The lab's guests, the way to masakari-api, and monitors to watch them.</summary>
internal sealed class RealBench : IAsyncDisposable
{
    public const string Debians = "/usr/bin/masakari-instancemonitor";

    private readonly List<Tap> _taps = [];

    private RealBench(IReadOnlyList<LabGuest> guests, string uri, string api)
    {
        Guests = guests;
        Uri = uri;
        Api = api;
    }

    public IReadOnlyList<LabGuest> Guests { get; }

    public string Uri { get; }

    public string Api { get; }

    /// <summary>As ./build.sh publish left it.</summary>
    private static string Program => Path.GetFullPath(Path.Combine("artifacts", "publish", "masakari-introspective"));

    public static async Task<RealBench> OpenAsync(IReadOnlyList<LabGuest> guests)
    {
        var lab = await Lab.EnvironmentAsync();
        return new RealBench(guests, lab["LAB_LIBVIRT_URI"], lab["LAB_API_URL"]);
    }

    public async Task<Tap> TapAsync()
    {
        var tap = await Tap.OpenAsync(Api);
        _taps.Add(tap);
        return tap;
    }

    public async Task<MonitorUnderTest> OursAsync(Tap tap, string more = "") =>
        MonitorUnderTest.Start(Program, await ConfigurationAsync(tap, more), "monitor");

    public async Task<MonitorUnderTest> DebiansAsync(Tap tap) =>
        MonitorUnderTest.Start(Debians, await ConfigurationAsync(tap, ""));

    public async ValueTask DisposeAsync()
    {
        foreach (var tap in _taps)
        {
            await tap.DisposeAsync();
        }
    }

    // A host name of its own each time: masakari-api refuses for 180 s what it has heard already.
    private async Task<string> ConfigurationAsync(Tap tap, string more)
    {
        var host = $"bench-{Guid.NewGuid()}";
        await Lab.RunAsync("api", "host", "add", host);
        return $"""
            [DEFAULT]
            hostname = {host}
            [api]
            auth_type = none
            endpoint = {tap.Url}
            [libvirt]
            connection_uri = {Uri}
            [masakari_introspective]
            read_nova = false
            {more}
            """;
    }
}
