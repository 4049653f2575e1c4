using System.Threading.Channels;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Masakari;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Notifications.Registration;

/// <summary>Asks masakari-api from time to time whether this host is in a failover segment, and says what changes.</summary>
/// <remarks>On a task of its own: neither the watch over the guests nor a delivery ever waits for it.</remarks>
internal sealed partial class RegistrationWatch(
    string hostName,
    IMasakariClient client,
    TimeProvider time,
    ILogger<RegistrationWatch> logger,
    Func<double> jitter
) : IRegistration
{
    /// <summary>Part of the pause by which it grows at most: the hosts of a cloud are not to ask all at once.</summary>
    private const double Spread = 0.1;

    private readonly Channel<bool> _doubts = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    private volatile HostRegistration _current = new(RegistrationState.Unknown, time.GetUtcNow());
    private volatile LastLook _last = new(null, null);
    private Task _running = Task.CompletedTask;

    public HostRegistration Current => _current;

    public DateTimeOffset? AnsweredAt => _last.AnsweredAt;

    public string? Problem => _last.Problem;

    public void Start(CancellationToken stopping) =>
        _running = Task.Run(() => RunAsync(stopping), CancellationToken.None);

    /// <summary>After <see cref="Start"/>'s token was cancelled.</summary>
    public Task StopAsync() => _running;

    /// <summary>Hears what masakari-api said to a notification; returns at once.</summary>
    public void Hear(DeliveryOutcome outcome)
    {
        if (RegistrationRule.IsDoubtful(_current, outcome))
        {
            _doubts.Writer.TryWrite(true);
        }
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var isAnswered = await LookAsync(stopping);
                var pause = RegistrationRule.PauseAfter(_current, isAnswered) * (1 + (Spread * jitter()));
                await Task.Delay(RegistrationRule.Least, time, stopping);
                await WaitAsync(pause - RegistrationRule.Least, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The daemon ends.
        }
#pragma warning disable CA1031 // A defect here costs the lines about the registration, and nothing else.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            LogDefect(defect);
            _last = _last with { Problem = $"asking ended with a defect: {defect.Message}" };
        }
    }

    /// <summary>Until it is time, or the answer to a notification raises a doubt.</summary>
    private async Task WaitAsync(TimeSpan pause, CancellationToken stopping)
    {
        using var due = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var doubt = _doubts.Reader.ReadAsync(due.Token).AsTask();
        await Task.WhenAny(doubt, Task.Delay(pause, time, due.Token));
        await due.CancelAsync();
        await ((Task)doubt).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.ThrowIfCancellationRequested();
    }

    /// <returns>Whether masakari-api answered.</returns>
    private async Task<bool> LookAsync(CancellationToken stopping)
    {
        MasakariHost? host;
        try
        {
            host = await client.FindHostAsync(hostName, stopping);
        }
        catch (OpenStackException unanswered)
        {
            LogNotRead(hostName, unanswered.Message);
            _last = _last with { Problem = unanswered.Message };
            return false;
        }

        var before = _current;
        var after = before.Then(HostRegistration.Of(host, time.GetUtcNow()));
        _current = after;
        _last = new LastLook(time.GetUtcNow(), null);
        foreach (var news in RegistrationRule.Between(before, after))
        {
            Say(news, after);
        }

        return true;
    }

    private void Say(RegistrationNews news, HostRegistration now)
    {
        switch (news)
        {
            case RegistrationNews.Registered:
                LogRegistered(hostName, now.SegmentName!);
                break;
            case RegistrationNews.Unregistered:
                LogUnregistered(hostName);
                break;
            case RegistrationNews.MaintenanceBegan:
                LogMaintenance(hostName, now.SegmentName!);
                break;
            case RegistrationNews.MaintenanceEnded:
                LogNoMaintenance(hostName);
                break;
            case RegistrationNews.SegmentDisabled:
                LogDisabled(hostName, now.SegmentName!);
                break;
            default:
                LogEnabled(hostName, now.SegmentName!);
                break;
        }
    }

    private sealed record LastLook(DateTimeOffset? AnsweredAt, string? Problem);
}
