using System.Diagnostics;
using FluentAssertions;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>
/// How long an instance is gone whose kernel panicked: from the hang to the guest answering again, recovered by the real
/// masakari-engine through a real Nova at its default shutdown_timeout, the monitor at its default settings.
/// </summary>
[Category("Full")]
[NonParallelizable]
internal sealed class RecoveryTimeTests
{
    private const string Armed = "answers: from now on";

    private FullLab _lab = null!;

    [OneTimeSetUp]
    public async Task OpenAsync() => _lab = await FullLab.OpenAsync();

    [Test]
    [CancelAfter(300_000)]
    public async Task DeadKernel_WithoutFence_NovaWaitsItsWholeShutdownTimeout(CancellationToken cancellationToken)
    {
        var took = await RecoverAsync("time-plain", "", cancellationToken);

        took.Should().BeGreaterThan(TimeSpan.FromSeconds(60), "Nova waits for a clean shutdown that cannot come");
    }

    // Another guest's boot beside this one's would take what little is left of the 30 s.
    [Test]
    [Category("Alone")]
    [CancelAfter(300_000)]
    public async Task DeadKernel_Fenced_AnswersAgainWithin30Seconds(CancellationToken cancellationToken)
    {
        var took = await RecoverAsync("time-fenced", "[masakari_introspective]\nfence = always", cancellationToken);

        took.Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    /// <summary>Hangs a guest of its own and waits until it answers again.</summary>
    private async Task<TimeSpan> RecoverAsync(string name, string options, CancellationToken cancellationToken)
    {
        var server = await FullLab.CreateAsync(name, "--image-property", "os_shutdown_timeout=60");
        await using var monitor = _lab.StartMonitor(options);
        try
        {
            await monitor.WaitForAsync(Armed, server, times: 1, cancellationToken);
            // Plugs in the channel of the guest's helper, which Nova's instances lack, while no time is taken.
            await Lab.RunAsync("guest", "run", server.ToString(), "true");
            var qemu = await QemuAsync(server);

            var since = Stopwatch.GetTimestamp();
            await Lab.RunAsync("guest", "fail", server.ToString(), "panic");
            await monitor.WaitForAsync("Response: HTTP 202", server, times: 1, cancellationToken);
            var reported = Stopwatch.GetElapsedTime(since);
            var answered = await AnswersAgainAsync(server, qemu, since, cancellationToken);
            await TestContext.Out.WriteLineAsync(
                $"{name}: reported {reported.TotalSeconds:0.0} s, answering again {answered.TotalSeconds:0.0} s after the panic"
            );

            var stored = await FullLab.EventuallyStoredAsync(server, cancellationToken);
            stored.GetProperty("status").GetString().Should().Be("finished");
            (await FullLab.StoredAsync(server)).Should().ContainSingle("one hang is one notification");
            (await FullLab.ShowAsync(name)).GetProperty("status").GetString().Should().Be("ACTIVE");
            return answered;
        }
        finally
        {
            await TestContext.Out.WriteLineAsync(monitor.Log);
            await Lab.RunAsync("server", "delete", name);
        }
    }

    /// <summary>
    /// Asked by the test itself, since the monitor's next question may be an interval away, and of the new QEMU only: a
    /// question to the hung guest would keep Nova's shutdown waiting.
    /// </summary>
    private async Task<TimeSpan> AnswersAgainAsync(
        Guid server,
        string before,
        long since,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            try
            {
                if (await QemuAsync(server) is var now && now != before && now != "-")
                {
                    await Lab.RunAsync("guest", "ping", server.ToString(), "1");
                    return Stopwatch.GetElapsedTime(since);
                }
            }
            catch (InvalidOperationException)
            {
                // No domain while Nova defines it anew, or no answer yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }
    }

    /// <summary>libvirt's number of the running domain, another one after each start; "-" while it is off.</summary>
    private Task<string> QemuAsync(Guid server) =>
        Lab.ExecuteAsync("virsh", "-q", "-c", _lab.LibvirtUri, "domid", server.ToString());
}
