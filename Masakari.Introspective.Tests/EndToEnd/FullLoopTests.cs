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
    private FullLab _lab = null!;
    private MonitorProcess _monitor = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _lab = await FullLab.OpenAsync();
        _monitor = _lab.StartMonitor();
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
        var server = await FullLab.CreateAsync("loop-frozen");
        await _monitor.WaitForAsync("answers: from now on", server, times: 1, cancellationToken);

        await FreezeAgentAsync(server);

        await _monitor.WaitForAsync("Response: HTTP 202", server, times: 1, cancellationToken);
        var stored = await FullLab.EventuallyStoredAsync(server, cancellationToken);
        stored.GetProperty("status").GetString().Should().Be("finished");
        await _monitor.WaitForAsync("answers: from now on", server, times: 2, cancellationToken);
        (await FullLab.ShowAsync("loop-frozen")).GetProperty("status").GetString().Should().Be("ACTIVE");
        (await FullLab.StoredAsync(server)).Should().ContainSingle("one hang is one notification");
        await Lab.RunAsync("server", "delete", "loop-frozen");
    }

    [Test]
    [CancelAfter(240_000)]
    public async Task InstanceItsOwnerStopped_StaysStopped(CancellationToken cancellationToken)
    {
        var server = await FullLab.CreateAsync("loop-stopped");
        await _monitor.WaitForAsync("answers: from now on", server, times: 1, cancellationToken);

        await Lab.RunAsync("server", "stop", "loop-stopped");

        await _monitor.WaitForAsync("STOPPED_", server, times: 1, cancellationToken);
        // Longer than a hang would take to be reported, and than the engine's own periodic retry in the lab (30 s).
        await Task.Delay(TimeSpan.FromSeconds(45), cancellationToken);
        var now = await FullLab.ShowAsync("loop-stopped");
        now.GetProperty("status").GetString().Should().Be("SHUTOFF");
        now.GetProperty("task_state").ValueKind.Should().Be(JsonValueKind.Null);
        (await FullLab.StoredAsync(server)).Should().BeEmpty("an owner's stop is no failure");
        await Lab.RunAsync("server", "delete", "loop-stopped");
    }

    /// <summary>From within, through the agent itself: a Nova instance has no other channel.</summary>
    private Task<string> FreezeAgentAsync(Guid server) =>
        Lab.ExecuteAsync(
            "virsh",
            "-q",
            "-c",
            _lab.LibvirtUri,
            "qemu-agent-command",
            server.ToString(),
            """{"execute":"guest-exec","arguments":{"path":"/bin/sh","arg":["-c","sleep 0.5; kill -STOP $(pidof qemu-ga)"]}}"""
        );
}
