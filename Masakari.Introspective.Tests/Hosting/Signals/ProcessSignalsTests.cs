using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FluentAssertions;
using Masakari.Introspective.Hosting.Signals;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Hosting.Signals;

[TestFixture, NonParallelizable]
internal sealed class ProcessSignalsTests
{
    [Test]
    [CancelAfter(20_000)]
    public async Task Reload_OnSighup_EndsTheWait(CancellationToken cancellationToken)
    {
        using var sut = new ProcessSignals();

        await KillSelfAsync("HUP", cancellationToken);

        await sut.WaitForReloadAsync(cancellationToken);
        sut.Stopping.IsCancellationRequested.Should().BeFalse();
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task Stop_OnSigterm_CancelsAndNamesTheSignal(CancellationToken cancellationToken)
    {
        using var sut = new ProcessSignals();

        await KillSelfAsync("TERM", cancellationToken);

        (await sut.StopSignal.WaitAsync(cancellationToken)).Should().Be(PosixSignal.SIGTERM);
        sut.Stopping.IsCancellationRequested.Should().BeTrue();
    }

    [Test]
    [CancelAfter(20_000)]
    public async Task WaitForReload_WhenCancelled_Throws(CancellationToken cancellationToken)
    {
        using var sut = new ProcessSignals();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var act = async () => await sut.WaitForReloadAsync(cancelled.Token);

        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    private static async Task KillSelfAsync(string signal, CancellationToken cancellationToken)
    {
        var pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        using var kill = Process.Start("/bin/kill", ["-s", signal, pid]);
        await kill.WaitForExitAsync(cancellationToken);
        kill.ExitCode.Should().Be(0);
    }
}
