using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Masakari.Introspective.Hosting.Signals;

/// <summary>
/// The process's signals as an async API. The first SIGTERM or SIGINT asks for a clean stop; a further SIGINT keeps the
/// system's default, which ends the process at once. SIGHUPs that arrive during a reload are taken together as one.
/// </summary>
internal sealed class ProcessSignals : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource<PosixSignal> _stopSignal = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );
    private readonly Channel<bool> _reloads = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private readonly PosixSignalRegistration[] _registrations;

    public ProcessSignals() =>
        _registrations = [
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnStop),
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnStop),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnReload),
        ];

    /// <summary>Cancelled by the first SIGTERM or SIGINT.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Ends with the signal that asked for the stop.</summary>
    public Task<PosixSignal> StopSignal => _stopSignal.Task;

    /// <summary>Ends at the next SIGHUP, at once when one came since the last call.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask WaitForReloadAsync(CancellationToken cancellationToken) =>
        await _reloads.Reader.ReadAsync(cancellationToken);

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stopping.Dispose();
    }

    private void OnStop(PosixSignalContext context)
    {
        var first = _stopSignal.TrySetResult(context.Signal);
        context.Cancel = first || context.Signal == PosixSignal.SIGTERM;
        if (first)
        {
            _stopping.Cancel();
        }
    }

    private void OnReload(PosixSignalContext context)
    {
        context.Cancel = true;
        _reloads.Writer.TryWrite(true);
    }
}
