namespace Masakari.Introspective.Monitoring.Decisions;

/// <summary>The latest decisions about each instance, in order; bounded, and touched only from the <see cref="Mailbox"/>.</summary>
internal sealed class DecisionJournal(TimeProvider time)
{
    /// <summary>Decisions kept for one instance; older ones make room.</summary>
    public const int KeptPerInstance = 100;

    private readonly Dictionary<Guid, Queue<Decision>> _decisions = [];

    /// <summary>Called with each decision as it falls; null where nobody listens.</summary>
    public Action<Decision>? Noted { get; set; }

    public void Note(Guid instance, DecisionKind kind, string code, string words)
    {
        var decision = new Decision(time.GetUtcNow(), instance, kind, code, words);
        if (!_decisions.TryGetValue(instance, out var kept))
        {
            _decisions[instance] = kept = new Queue<Decision>();
        }

        kept.Enqueue(decision);
        if (kept.Count > KeptPerInstance)
        {
            kept.Dequeue();
        }

        Noted?.Invoke(decision);
    }

    /// <summary>The latest decisions about one instance, oldest first.</summary>
    public IReadOnlyList<Decision> Of(Guid instance) => _decisions.TryGetValue(instance, out var kept) ? [.. kept] : [];

    /// <summary>The instance is gone from this host.</summary>
    public void Forget(Guid instance) => _decisions.Remove(instance);
}
