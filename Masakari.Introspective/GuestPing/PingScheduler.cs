using Masakari.Introspective.Configuration;
using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.GuestPing;

/// <summary>Asks each guest when it is due: one question per guest at a time, within the bound of each lane.</summary>
/// <remarks>Not thread-safe: one owner calls it, and results are handed back to that owner through <c>deliver</c>.</remarks>
internal sealed class PingScheduler(
    Pinger pinger,
    LanePlan plan,
    TimeProvider time,
    Action<PingResult> deliver,
    CancellationToken stopping
)
{
    private readonly Dictionary<Guid, Entry> _entries = [];
    private readonly PriorityQueue<(Entry Entry, long Version), TimeSpan> _due = new();
    private readonly Dictionary<AgentLane, int> _open = [];
    private readonly Dictionary<AgentLane, Queue<(Entry Entry, long Version)>> _waiting = [];

    /// <summary>Questions without a final answer.</summary>
    public int OpenCalls => _open.Values.Sum();

    /// <summary>The same of one lane.</summary>
    public int OpenCallsOf(AgentLane lane) => _open.GetValueOrDefault(lane);

    /// <summary>When <see cref="Run"/> has something to do next; null when nothing is scheduled.</summary>
    public TimeSpan? NextDue => _due.TryPeek(out _, out var at) ? at : null;

    /// <summary>Whether a question out of turn would leave at least half of the routine places to those whose turn it is.</summary>
    public bool HasRoom =>
        _open.GetValueOrDefault(AgentLane.Routine) < Math.Max(1, plan.Routine / 2)
        && Waiting(AgentLane.Routine).Count == 0;

    /// <summary>Whether a routine place is free for other commands than questions, one being left for those.</summary>
    public bool CanLend =>
        _open.GetValueOrDefault(AgentLane.Routine) < Math.Max(1, plan.Routine - 1)
        && Waiting(AgentLane.Routine).Count == 0;

    /// <summary>Asks the guest at <paramref name="dueAt"/>, instead of whenever it was to be asked before.</summary>
    public void Schedule(Guid instance, TimeSpan dueAt, PingTarget target)
    {
        if (!_entries.TryGetValue(instance, out var entry))
        {
            _entries.Add(instance, entry = new Entry(instance));
        }

        entry.IsRemoved = false;
        entry.Target = target;
        entry.Version++;
        _due.Enqueue((entry, entry.Version), dueAt);
    }

    /// <summary>Asks the guest soon, unless it is being asked or waits for its turn already: it keeps its place.</summary>
    public void Hasten(Guid instance, PingTarget target)
    {
        if (!_entries.TryGetValue(instance, out var entry) || entry is { IsOpen: false, IsWaiting: false })
        {
            Schedule(instance, time.Monotonic(), target);
        }
    }

    /// <summary>No longer asks the guest. An open question still delivers its answer.</summary>
    public void Remove(Guid instance)
    {
        if (_entries.TryGetValue(instance, out var entry))
        {
            entry.Version++;
            entry.IsRemoved = true;
            entry.IsAskedAgain = false;
            if (!entry.IsOpen)
            {
                _entries.Remove(instance);
            }
        }
    }

    /// <summary>Asks everybody who is due.</summary>
    public void Run()
    {
        var now = time.Monotonic();
        while (_due.TryPeek(out var item, out var at) && at <= now)
        {
            _due.Dequeue();
            if (item.Version == item.Entry.Version)
            {
                item.Entry.WaitingVersion = item.Version;
                Waiting(item.Entry.Target.Lane).Enqueue(item);
            }
        }

        foreach (var lane in _waiting.Keys)
        {
            Fill(lane);
        }
    }

    /// <summary>
    /// Takes a place in the routine lane for another command to the guest's agent, where no question wants it: one place is
    /// left free for them, and a guest that is due meanwhile is asked right after.
    /// </summary>
    public bool TryBorrow(Guid instance)
    {
        if (
            !CanLend
            || !_entries.TryGetValue(instance, out var entry)
            || entry is not { IsOpen: false, IsWaiting: false, IsRemoved: false }
        )
        {
            return false;
        }

        Borrow(entry);
        return true;
    }

    /// <summary>
    /// As <see cref="TryBorrow"/>, also for a guest that is not asked otherwise: for a person's question.
    /// </summary>
    public bool TryBorrowForPerson(Guid instance)
    {
        if (_entries.ContainsKey(instance))
        {
            return TryBorrow(instance);
        }

        if (!HasRoom)
        {
            return false;
        }

        // It goes when the place is given back, unless the guest was scheduled by then.
        var entry = new Entry(instance) { IsRemoved = true };
        _entries.Add(instance, entry);
        Borrow(entry);
        return true;
    }

    /// <summary>Whether the guest is being asked, or waits for a place in its lane: an answer comes by itself.</summary>
    public bool IsAsking(Guid instance) =>
        _entries.TryGetValue(instance, out var entry)
        && entry is { IsRemoved: false }
        && (entry.IsWaiting || entry is { IsOpen: true, IsBorrowed: false });

    /// <summary>The owner has taken in a final result: the guest's slot is free again.</summary>
    /// <returns>Whether the guest was due again while the question was open, so that the next one should follow at once.</returns>
    public bool Settle(PingResult result) => GiveBack(result.Instance);

    /// <summary>The borrowed place is free again.</summary>
    /// <returns>As <see cref="Settle"/>.</returns>
    public bool GiveBack(Guid instance)
    {
        if (!_entries.TryGetValue(instance, out var entry) || entry.OpenLane is not { } lane)
        {
            return false;
        }

        var isAskedAgain = entry.IsAskedAgain;
        _open[lane]--;
        entry.OpenLane = null;
        entry.IsBorrowed = false;
        entry.IsAskedAgain = false;
        if (entry.IsRemoved)
        {
            _entries.Remove(entry.Instance);
        }

        Fill(lane);
        return isAskedAgain;
    }

    private void Borrow(Entry entry)
    {
        entry.OpenLane = AgentLane.Routine;
        entry.IsBorrowed = true;
        _open[AgentLane.Routine] = _open.GetValueOrDefault(AgentLane.Routine) + 1;
    }

    private void Fill(AgentLane lane)
    {
        var waiting = Waiting(lane);
        while (_open.GetValueOrDefault(lane) < plan.CallsOf(lane) && waiting.TryDequeue(out var item))
        {
            if (item.Version != item.Entry.Version)
            {
                continue;
            }

            if (item.Entry.IsOpen)
            {
                // libvirt queues a second call on the same agent behind the first, for as long as that takes.
                item.Entry.IsAskedAgain = true;
                continue;
            }

            item.Entry.OpenLane = lane;
            _open[lane] = _open.GetValueOrDefault(lane) + 1;
            _ = AskAsync(item.Entry.Instance, item.Entry.Target);
        }
    }

    private async Task AskAsync(Guid instance, PingTarget target)
    {
        try
        {
            deliver(await pinger.AskAsync(instance, target, deliver, stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The monitor is stopping: nobody waits for the answer.
        }
#pragma warning disable CA1031 // A defect must not keep a place in the lane for ever, nor end the watch over the guest.
        catch (Exception defect)
#pragma warning restore CA1031
        {
            deliver(new PingResult(instance, PingAnswer.Refused, time.Monotonic(), defect.Message));
        }
    }

    private Queue<(Entry Entry, long Version)> Waiting(AgentLane lane)
    {
        if (!_waiting.TryGetValue(lane, out var queue))
        {
            _waiting.Add(lane, queue = new Queue<(Entry, long)>());
        }

        return queue;
    }

    private sealed class Entry(Guid instance)
    {
        public Guid Instance { get; } = instance;

        public PingTarget Target { get; set; }

        /// <summary>Raised by each change, so that what was queued before it is recognised as void.</summary>
        public long Version { get; set; }

        public AgentLane? OpenLane { get; set; }

        /// <summary>The open call is no question of the scheduler's.</summary>
        public bool IsBorrowed { get; set; }

        /// <summary>The version that waits for a place in its lane.</summary>
        public long WaitingVersion { get; set; }

        public bool IsAskedAgain { get; set; }

        public bool IsRemoved { get; set; }

        public bool IsOpen => OpenLane is not null;

        public bool IsWaiting => !IsOpen && WaitingVersion == Version;
    }
}
