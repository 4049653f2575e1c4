using System.Globalization;
using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>Real guests with nothing but the stock agent, which runs a check of their application.</summary>
[Category("Lab")]
[NonParallelizable]
internal sealed class HealthCheckTests
{
    private const string Configuration =
        "[masakari_introspective]\nhealth_check_path = /run/check\nhealth_check_interval = 5\nhealth_check_timeout = 2\n";

    /// <summary>Two more intervals, before "once" is believed.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(12);

    [Test]
    [CancelAfter(120_000)]
    public async Task FailingCheck_IsStoredOnce_AndEndsWithTheFirstGoodResult(CancellationToken cancellationToken)
    {
        var lab = await LightLab.OpenAsync();
        var guest = await LightLab.StartGuestAsync();
        try
        {
            await WriteCheckAsync(guest, "exit 0");
            await using var monitor = lab.StartMonitor(Configuration);
            await monitor.WaitForAsync("checks its health every 5 s", guest.Uuid, times: 1, cancellationToken);

            await WriteCheckAsync(guest, "echo no leader; exit 3");
            await monitor.WaitForAsync(HeartbeatGuest.Failed, guest.Uuid, times: 1, cancellationToken);
            await Task.Delay(Settle, cancellationToken);

            monitor
                .LinesWith(HeartbeatGuest.Failed, guest.Uuid)
                .Should()
                .ContainSingle()
                .Which.Should()
                .Contain("no leader");
            (await lab.StoredAsync(guest)).Should().Equal(HeartbeatGuest.Hang);
            await WriteCheckAsync(guest, "exit 0");
            await monitor.WaitForAsync("is well again by /run/check", guest.Uuid, times: 1, cancellationToken);
        }
        finally
        {
            await guest.RemoveAsync();
        }
    }

    [Test]
    [CancelAfter(120_000)]
    public async Task HangingCheck_LeavesOneProcessInTheGuest_AndPingsGoOn(CancellationToken cancellationToken)
    {
        var lab = await LightLab.OpenAsync();
        var guest = await LightLab.StartGuestAsync();
        try
        {
            await WriteCheckAsync(guest, "exec sleep 4711");
            await using var monitor = lab.StartMonitor(
                Configuration + "[introspectiveinstancemonitor]\nguest_monitoring_interval = 2\n"
            );

            await monitor.WaitForAsync("does not end", guest.Uuid, times: 1, cancellationToken);
            await monitor.WaitForAsync(HeartbeatGuest.Failed, guest.Uuid, times: 1, cancellationToken);
            await Task.Delay(Settle, cancellationToken);

            var processes = await guest.ShellAsync("ps | grep -c '[s]leep 4711'");
            int.Parse(processes.Trim(), CultureInfo.InvariantCulture).Should().Be(1);
            monitor.LinesWith("No answer", guest.Uuid).Should().BeEmpty();
            monitor.LinesWith("occupies", guest.Uuid).Should().BeEmpty();
            (await lab.StoredAsync(guest)).Should().Equal(HeartbeatGuest.Hang);
        }
        finally
        {
            await guest.RemoveAsync();
        }
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task GuestWithoutTheProgram_IsSaidOnce_AndOtherwiseLeftAlone(CancellationToken cancellationToken)
    {
        var lab = await LightLab.OpenAsync();
        var guest = await LightLab.StartGuestAsync();
        try
        {
            await using var monitor = lab.StartMonitor(Configuration);

            await monitor.WaitForAsync("does not run /run/check", guest.Uuid, times: 1, cancellationToken);
            await Task.Delay(Settle, cancellationToken);

            monitor.LinesWith("does not run /run/check", guest.Uuid).Should().ContainSingle();
            (await lab.StoredAsync(guest)).Should().BeEmpty();
        }
        finally
        {
            await guest.RemoveAsync();
        }
    }

    /// <summary>Replaces the program in one step: the agent may be starting it right now.</summary>
    private static async Task WriteCheckAsync(LabGuest guest, string body) =>
        await guest.ShellAsync(
            $"printf '#!/bin/sh\\n{body}\\n' >/run/check.new && chmod 755 /run/check.new && mv /run/check.new /run/check"
        );
}
