using System.Diagnostics;
using System.Text.Json;
using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>
/// What owners do to their instances through Nova is no failure, however long the guest takes over it: nothing that
/// masakari-engine acts on is reported. Default settings, and Nova's default of 60 s for an orderly shutdown.
/// </summary>
[Category("Full")]
[NonParallelizable]
internal sealed class PlannedOperationsTests
{
    private const string Armed = "answers: from now on";

    /// <summary>Longer than a hang would take to be reported.</summary>
    private static readonly TimeSpan Unnoticed = TimeSpan.FromSeconds(25);

    private MonitorProcess _monitor = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _monitor = (await FullLab.OpenAsync()).StartMonitor();

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_monitor is not null)
        {
            await TestContext.Out.WriteLineAsync(_monitor.Log);
            await _monitor.DisposeAsync();
        }
    }

    [TestCase("stop", Description = "The agent ends first, as under systemd.")]
    [TestCase("stay", Description = "The agent stays to the last; libvirt keeps it busy with the shutdown.")]
    [TestCase("freeze", Description = "The agent stays and falls silent.")]
    [CancelAfter(300_000)]
    public async Task StopOfAGuestThatTakes50Seconds_IsNotReported(string agent, CancellationToken cancellationToken)
    {
        var name = $"planned-{agent}";
        var server = await CreateAsync(name, cancellationToken, "--shutdown-delay", "50", "--shutdown-agent", agent);

        var since = Stopwatch.GetTimestamp();
        await Lab.RunAsync("server", "stop", name);
        var took = Stopwatch.GetElapsedTime(since);
        await TestContext.Out.WriteLineAsync($"stopped within {took.TotalSeconds:0.0} s");
        await Task.Delay(Unnoticed, cancellationToken);

        took.Should().BeGreaterThan(TimeSpan.FromSeconds(45), "the guest takes its time");
        await TellAsync(server);
        (await FullLab.StoredAsync(server)).Should().BeEmpty();
        var now = await FullLab.ShowAsync(name);
        now.GetProperty("status").GetString().Should().Be("SHUTOFF", "what its owner stopped stays stopped");
        now.GetProperty("task_state").ValueKind.Should().Be(JsonValueKind.Null);
        await Lab.RunAsync("server", "delete", name);
    }

    [TestCase("reboot")]
    [TestCase("hard-reboot")]
    [TestCase("snapshot", Description = "Nova refuses one whose file systems were not frozen.")]
    [TestCase("pause", "unpause")]
    [TestCase("suspend", "resume")]
    [CancelAfter(300_000)]
    public async Task EverydayOperation_IsNotReported(
        string verb,
        string? andBack = null,
        CancellationToken cancellationToken = default
    )
    {
        var name = $"planned-{verb}";
        var server = await CreateAsync(name, cancellationToken, "--shutdown-delay", "20");

        await Lab.RunAsync("server", verb, name);
        await Task.Delay(Unnoticed, cancellationToken);
        if (andBack is not null)
        {
            await Lab.RunAsync("server", andBack, name);
            await Task.Delay(Unnoticed, cancellationToken);
        }

        await TellAsync(server);
        (await FullLab.StoredAsync(server)).Should().BeEmpty();
        (await FullLab.ShowAsync(name)).GetProperty("status").GetString().Should().Be("ACTIVE");
        await Lab.RunAsync("server", "delete", name);
    }

    private Task TellAsync(Guid server) =>
        TestContext.Out.WriteLineAsync(string.Join('\n', _monitor.LinesWith("", server)));

    private async Task<Guid> CreateAsync(string name, CancellationToken cancellationToken, params string[] options)
    {
        var server = await FullLab.CreateAsync(
            name,
            ["--image-property", "os_shutdown_timeout=60", "--image-property", "os_require_quiesce=yes", .. options]
        );
        await _monitor.WaitForAsync(Armed, server, times: 1, cancellationToken);
        return server;
    }
}
