using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Hosting.Systemd;

/// <summary>
/// Feeds systemd's watchdog, but only while the daemon's real work moves: a process that is alive and looks at nothing must
/// be restarted.
/// </summary>
/// <param name="interval">Half of the watchdog's time; null where there is no watchdog, and then this does nothing.</param>
/// <param name="isMoving">Whether the probe loop moved recently; an exception counts as "no".</param>
internal sealed partial class WatchdogService(
    SystemdNotifier notifier,
    TimeSpan? interval,
    Func<bool> isMoving,
    TimeProvider time,
    ILogger<WatchdogService> logger
) : BackgroundService
{
    private bool _held;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (interval is not { } period || !notifier.IsEnabled)
        {
            return;
        }

        using var timer = new PeriodicTimer(period, time);
        try
        {
            do
            {
                Beat();
            } while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The ordinary end.
        }
    }

    private void Beat()
    {
        var moving = AsksSafely();
        if (moving)
        {
            notifier.Watchdog();
        }

        if (moving == _held)
        {
            _held = !moving;
            if (_held)
            {
                LogHeldBack(logger);
            }
            else
            {
                LogFedAgain(logger);
            }
        }
    }

    private bool AsksSafely()
    {
        try
        {
            return isMoving();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogCannotTell(logger, e);
            return false;
        }
    }
}
