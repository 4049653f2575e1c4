using System.Text.Json;
using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>
/// The whole loop with nothing faked: real Nova instances on a real libvirt, a real Keystone login, masakari-api and
/// masakari-engine, which recovers through Nova.
/// </summary>
[Category("Full")]
[NonParallelizable]
internal sealed class FullLoopTests
{
    private const string EngineEvent = "QEMU_GUEST_AGENT_ERROR";
    private static readonly string[] FinalStates = ["finished", "failed", "error", "ignored"];

    private IReadOnlyDictionary<string, string> _lab = null!;
    private MonitorProcess _monitor = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        await Lab.RunAsync("up", "full");
        _lab = await Lab.EnvironmentAsync();
        _monitor = MonitorProcess.Start(await Lab.RunAsync("conf", "full"));
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_monitor is not null)
        {
            await TestContext.Out.WriteLineAsync(_monitor.Log);
            await _monitor.DisposeAsync();
        }
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task FrozenGuest_IsStoppedAndStartedByTheEngine_AndSeenHealthyAgain(
        CancellationToken cancellationToken
    )
    {
        var server = await CreateAsync("loop-frozen");
        await _monitor.WaitForAsync("answers: from now on", server, times: 1, cancellationToken);

        await FreezeAgentAsync(server);

        await _monitor.WaitForAsync("Response: HTTP 202", server, times: 1, cancellationToken);
        var stored = await EventuallyStoredAsync(server, cancellationToken);
        stored.GetProperty("status").GetString().Should().Be("finished");
        await _monitor.WaitForAsync("answers: from now on", server, times: 2, cancellationToken);
        (await ShowAsync("loop-frozen")).GetProperty("status").GetString().Should().Be("ACTIVE");
        (await StoredAsync(server)).Should().ContainSingle("one hang is one notification");
        await Lab.RunAsync("server", "delete", "loop-frozen");
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task InstanceItsOwnerStopped_StaysStopped(CancellationToken cancellationToken)
    {
        var server = await CreateAsync("loop-stopped");
        await _monitor.WaitForAsync("answers: from now on", server, times: 1, cancellationToken);

        await Lab.RunAsync("server", "stop", "loop-stopped");

        await _monitor.WaitForAsync("STOPPED_", server, times: 1, cancellationToken);
        // Longer than a hang would take to be reported, and than the engine's own periodic retry in the lab (30 s).
        await Task.Delay(TimeSpan.FromSeconds(45), cancellationToken);
        var now = await ShowAsync("loop-stopped");
        now.GetProperty("status").GetString().Should().Be("SHUTOFF");
        now.GetProperty("task_state").ValueKind.Should().Be(JsonValueKind.Null);
        (await StoredAsync(server)).Should().BeEmpty("an owner's stop is no failure");
        await Lab.RunAsync("server", "delete", "loop-stopped");
    }

    private static async Task<Guid> CreateAsync(string name) =>
        JsonDocument
            .Parse(await Lab.RunAsync("server", "create", name, "--property", "HA_Enabled=True"))
            .RootElement.GetProperty("id")
            .GetGuid();

    private static async Task<JsonElement> ShowAsync(string name) =>
        JsonDocument.Parse(await Lab.RunAsync("server", "show", name)).RootElement;

    /// <summary>From within, through the agent itself: a Nova instance has no other channel.</summary>
    private Task<string> FreezeAgentAsync(Guid server) =>
        Lab.ExecuteAsync(
            "virsh",
            "-q",
            "-c",
            _lab["LAB_LIBVIRT_URI"],
            "qemu-agent-command",
            server.ToString(),
            """{"execute":"guest-exec","arguments":{"path":"/bin/sh","arg":["-c","sleep 0.5; kill -STOP $(pidof qemu-ga)"]}}"""
        );

    /// <summary>What masakari-api stored of the instance that its engine acts on.</summary>
    private static async Task<List<JsonElement>> StoredAsync(Guid server) =>
        [
            .. JsonDocument
                .Parse(await Lab.RunAsync("notifications"))
                .RootElement.EnumerateArray()
                .Where(stored => stored.GetProperty("payload").GetProperty("instance_uuid").GetGuid() == server)
                .Where(stored => stored.GetProperty("payload").GetProperty("event").GetString() == EngineEvent),
        ];

    private static async Task<JsonElement> EventuallyStoredAsync(Guid server, CancellationToken cancellationToken)
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
}
