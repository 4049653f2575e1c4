using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Monitoring.Introspection;

/// <summary>
/// Asks a guest agent because a person wants to know, in a place that the watch's questions leave free. The answer is
/// evidence of nothing: a suspect's next question is waited for instead, so that its counting goes on as it would.
/// </summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed class PingDesk(
    Pinger pinger,
    PingScheduler scheduler,
    InstanceTable instances,
    TimeSpan usualTimeout,
    Action<InstanceMonitor> askNow,
    Mailbox mailbox,
    TimeProvider time,
    CancellationToken stopping
)
{
    /// <summary>Then a person is told that there is no answer yet.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(12);

    /// <summary>With libvirt's own 5 s before, still within the deadline.</summary>
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Guid, List<Waiter>> _waiting = [];
    private readonly HashSet<Guid> _asked = [];

    /// <summary>Ends within the <see cref="Deadline"/>, as long as the watch moves.</summary>
    public Task<PersonPing> Ask(InstanceMonitor instance)
    {
        var waiter = new Waiter(time.Monotonic());
        if (!_waiting.TryGetValue(instance.Uuid, out var waiters))
        {
            _waiting[instance.Uuid] = waiters = [];
        }

        waiters.Add(waiter);
        Try(instance);
        return waiter.Answer.Task;
    }

    /// <summary>The watch has an answer to a question of its own.</summary>
    public void Answered(PingResult result) => Tell(result, isOfWatch: true);

    /// <summary>Asks for whoever found no free place, and ends what takes too long.</summary>
    public void Tick()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        var now = time.Monotonic();
        foreach (var (uuid, waiters) in _waiting.ToList())
        {
            foreach (var late in waiters.Where(waiter => now - waiter.Since >= Deadline).ToList())
            {
                waiters.Remove(late);
                late.Answer.TrySetResult(new PersonPing(null, now - late.Since, !_asked.Contains(uuid), ""));
            }

            if (waiters.Count == 0)
            {
                _waiting.Remove(uuid);
            }
            else if (instances.Find(uuid) is { } instance)
            {
                Try(instance);
            }
            else
            {
                Tell(new PingResult(uuid, PingAnswer.NoDomain, now, ""), isOfWatch: false);
            }
        }
    }

    private void Try(InstanceMonitor instance)
    {
        var uuid = instance.Uuid;
        if (!instance.Domain.IsActive)
        {
            Tell(new PingResult(uuid, PingAnswer.NotRunning, time.Monotonic(), ""), isOfWatch: false);
            return;
        }

        var isCounted = instance is { Watch.IsWatched: true, Detector.Pace: Pace.Suspect };
        if (!_asked.Contains(uuid) && !scheduler.IsAsking(uuid) && !isCounted && scheduler.TryBorrowForPerson(uuid))
        {
            _asked.Add(uuid);
            var usual = instance.Policy?.Timeout ?? usualTimeout;
            _ = AskAsync(instance, usual < LongestTimeout ? usual : LongestTimeout);
        }
    }

    private async Task AskAsync(InstanceMonitor instance, TimeSpan timeout)
    {
        var target = new PingTarget(AgentLane.Routine, timeout, LowerResponseTimeout: false);
        PingResult result;
        try
        {
            result = await pinger.AskAsync(
                instance.Uuid,
                target,
                busy => mailbox.Post(() => Tell(busy, isOfWatch: false)),
                stopping
            );
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // Whatever it is, the place in the lane has to be given back.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            result = new PingResult(instance.Uuid, PingAnswer.Refused, time.Monotonic(), defect.Message);
        }

        mailbox.Post(() => Take(instance, result));
    }

    /// <summary>A guest that is silent is asked by the watch at once: this question has kept it from that.</summary>
    private void Take(InstanceMonitor instance, PingResult result)
    {
        _asked.Remove(instance.Uuid);
        Tell(result, isOfWatch: false);
        if (scheduler.GiveBack(instance.Uuid) || result.Answer is PingAnswer.Silent)
        {
            askNow(instance);
        }
    }

    private void Tell(PingResult result, bool isOfWatch)
    {
        if (_waiting.Remove(result.Instance, out var waiters))
        {
            var answer = new PersonPing(result.Answer, time.Monotonic() - result.AskedAt, isOfWatch, result.Detail);
            waiters.ForEach(waiter => waiter.Answer.TrySetResult(answer));
        }
    }

    private sealed class Waiter(TimeSpan since)
    {
        public TimeSpan Since { get; } = since;

        public TaskCompletionSource<PersonPing> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
