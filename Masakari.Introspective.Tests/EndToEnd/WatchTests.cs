using System.Text.RegularExpressions;
using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary><c>watch</c> in a real terminal, over a real guest that freezes.</summary>
[Category("Lab")]
[NonParallelizable]
internal sealed class WatchTests
{
    [Test]
    [CancelAfter(120_000)]
    public async Task Watch_OverAFrozenGuest_ShowsItChange_AndLeavesTheTerminalAsItWas(
        CancellationToken cancellationToken
    )
    {
        var lab = await LightLab.OpenAsync();
        var guest = await LightLab.StartGuestAsync();
        try
        {
            await using var monitor = lab.StartMonitor();
            await monitor.WaitForAsync("answers: from now on", guest.Uuid, 1, cancellationToken);
            await using var terminal = await TmuxTerminal.OpenAsync(160, 30);
            await terminal.TypeAsync("stty -g >/dev/null; echo before");
            await terminal.TypeAsync($"{MonitorProcess.Program} watch --interval 0.5 --socket {monitor.Socket}");
            await terminal.WaitForAsync(screen => Row(screen, guest).Contains(" healthy "), cancellationToken);
            (await terminal.AskAsync("#{alternate_on} #{cursor_flag} #{wrap_flag}")).Should().Be("1 0 0");

            await guest.FailAsync("qemu-stop");
            await terminal.WaitForAsync(screen => Row(screen, guest).Contains(" suspect "), cancellationToken);
            var reported = await terminal.WaitForAsync(
                screen => Row(screen, guest).Contains(" reported "),
                cancellationToken
            );
            Row(reported, guest).Should().StartWith("*").And.Contain("silent");
            reported.Should().Contain(lab.HostName).And.Contain("brake").And.Contain("1 reported");

            await terminal.ResizeAsync(70, 8);
            await terminal.WaitForAsync(
                screen => screen.Split('\n').Length <= 8 && Row(screen, guest).Contains(" reported "),
                cancellationToken
            );
            await terminal.ResizeAsync(160, 30);

            await terminal.PressAsync("q");
            await LeftSaneAsync(terminal, "first", cancellationToken);

            await terminal.TypeAsync($"{MonitorProcess.Program} watch --socket {monitor.Socket}");
            await terminal.WaitForAsync(screen => Row(screen, guest).Contains(" reported "), cancellationToken);
            await terminal.PressAsync("C-c");
            await LeftSaneAsync(terminal, "second", cancellationToken);
        }
        finally
        {
            await guest.FailAsync("qemu-cont");
            await guest.RemoveAsync();
        }
    }

    /// <summary>The first screen is back, the cursor shown, lines wrap, and typing echoes.</summary>
    private static async Task LeftSaneAsync(TmuxTerminal terminal, string time, CancellationToken cancellationToken)
    {
        // What is typed while it still ends is lost with it.
        while (await terminal.AskAsync("#{pane_current_command}") != "sh")
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }

        await terminal.TypeAsync($"echo rc=$? {time}; stty -a");
        var screen = await terminal.WaitForAsync(
            shown => Regex.IsMatch(shown, $@"rc=\d+ {time}", RegexOptions.None, TimeSpan.FromSeconds(1)),
            cancellationToken
        );
        screen.Should().Contain($"rc=0 {time}").And.Contain("before");
        // The last word of stty; its "echo" alone would be found in the command itself.
        screen = await terminal.WaitForAsync(shown => shown.Contains("extproc"), cancellationToken);
        screen.Should().Contain(" icanon").And.Contain("isig ").And.NotContain("-isig").And.NotContain("-icanon");
        screen.Should().Contain(" echo echoe ");
        (await terminal.AskAsync("#{alternate_on} #{cursor_flag} #{wrap_flag}")).Should().Be("0 1 1");
        await terminal.TypeAsync("clear; echo before");
    }

    private static string Row(string screen, LabGuest guest) =>
        screen.Split('\n').FirstOrDefault(line => line.Contains(guest.Domain, StringComparison.Ordinal)) ?? "";
}
