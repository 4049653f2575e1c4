using System.Diagnostics;
using System.Text.Json;
using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>Every command that asks the daemon, as a process, while a real guest goes from healthy to reported.</summary>
[Category("Lab")]
[NonParallelizable]
internal sealed class DiagnosticsTests
{
    /// <summary>Eight misses: a suspect stays one for as long as the commands take.</summary>
    private const string Fast =
        "[introspectiveinstancemonitor]\nguest_monitoring_interval = 2\nguest_monitoring_timeout = 1\n"
        + "guest_monitoring_failure_threshold = 8\n";

    private LightLab _lab = null!;
    private LabGuest? _guest;
    private MonitorProcess? _monitor;

    [SetUp]
    public async Task OpenAsync() => _lab = await LightLab.OpenAsync();

    [TearDown]
    public async Task CloseAsync()
    {
        if (_monitor is not null)
        {
            await TestContext.Out.WriteLineAsync(_monitor.Log);
            await _monitor.DisposeAsync();
        }

        if (_guest is not null)
        {
            await _guest.RemoveAsync();
        }
    }

    [Test]
    [CancelAfter(180_000)]
    public async Task RealGuest_HealthyToReported_EachCommandTellsIt(CancellationToken cancellationToken)
    {
        _guest = await LightLab.StartGuestAsync();
        _monitor = _lab.StartMonitor(Fast);
        await _monitor.WaitForAsync("answers: from now on", _guest.Uuid, times: 1, cancellationToken);
        await RunAllAsync("healthy", cancellationToken);
        (await RunAsync(cancellationToken, "ping", _guest.Domain)).Should().Be((0, true));

        await _guest.FailAsync("agent-stop");
        await _monitor.WaitForAsync("No answer, 1 of", _guest.Uuid, times: 1, cancellationToken);
        await RunAllAsync("suspect", cancellationToken);
        (await RunAsync(cancellationToken, "hold", _guest.Domain, "--for", "10m", "--reason", "a look inside"))
            .Should()
            .Be((0, true));
        await _monitor.WaitForAsync("is held back [held-by-person]", _guest.Uuid, times: 1, cancellationToken);
        await RunAllAsync("held", cancellationToken);
        (await RunAsync(cancellationToken, "ping", _guest.Domain)).Exit.Should().Be(1);

        (await RunAsync(cancellationToken, "release", _guest.Domain)).Should().Be((0, true));
        await _monitor.WaitForAsync("Response: HTTP 202", _guest.Uuid, times: 1, cancellationToken);
        await RunAllAsync("reported", cancellationToken);

        var (_, story) = await OutputAsync(cancellationToken, "explain", _guest.Domain);
        story.Should().Contain("left the question unanswered (1 of").And.Contain("Held back [held-by-person]");
        story.Should().Contain("released the hold").And.Contain("masakari-api took the report (notification ");
        var (_, notifications) = await OutputAsync(cancellationToken, "notifications", "--output", "json");
        JsonDocument
            .Parse(notifications)
            .RootElement.GetProperty("delivered")[0]
            .GetProperty("instance")
            .GetGuid()
            .Should()
            .Be(_guest.Uuid);
    }

    private async Task RunAllAsync(string state, CancellationToken cancellationToken)
    {
        string[][] commands =
        [
            ["status"],
            ["instances"],
            ["instance", _guest!.Domain],
            ["explain", _guest.Uuid.ToString()[..23]],
            ["explain", _guest.Domain, "--at", "1 min ago"],
            ["events"],
            ["notifications"],
            ["holds"],
            ["healthcheck"],
            ["version"],
        ];
        foreach (var command in commands)
        {
            var (exit, text) = await OutputAsync(cancellationToken, command);
            exit.Should().Be(0, $"{string.Join(' ', command)} when {state}: {text}");
            await TestContext.Out.WriteLineAsync($"--- {state}: {string.Join(' ', command)}\n{text}");
            var (jsonExit, json) = await OutputAsync(cancellationToken, [.. command, "--output", "json"]);
            jsonExit.Should().Be(0);
            using var parsed = JsonDocument.Parse(json);
            if (command[0] is "instance")
            {
                parsed
                    .RootElement.GetProperty("summary")
                    .GetProperty("status")
                    .GetString()
                    .Should()
                    .BeOneOf(state, "held", "reported", "suspect");
            }
        }
    }

    private async Task<(int Exit, bool HasOutput)> RunAsync(
        CancellationToken cancellationToken,
        params string[] arguments
    )
    {
        var (exit, text) = await OutputAsync(cancellationToken, arguments);
        await TestContext.Out.WriteLineAsync($"--- {string.Join(' ', arguments)}\n{text}");
        return (exit, text.Length > 0);
    }

    private async Task<(int Exit, string Text)> OutputAsync(
        CancellationToken cancellationToken,
        params string[] arguments
    )
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(MonitorProcess.Program, [.. arguments, "--socket", _monitor!.Socket])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await errors);
    }
}
