namespace Masakari.Introspective.Detection.Operations;

/// <summary>An operation that shows only when one looks: what the looks saw, and since when.</summary>
internal sealed class OperationSight
{
    private OngoingOperation? _seen;

    /// <summary>When the last look was.</summary>
    public TimeSpan SeenAt { get; private set; }

    /// <summary>Takes in one look.</summary>
    /// <param name="operation">What was under way; null for nothing.</param>
    public void See(Operation? operation, string words, OperationLimits limits, TimeSpan now)
    {
        var before = At(limits, now);
        _seen = operation is { } kind
            ? new OngoingOperation(kind, before?.Kind == kind ? before.Since : now, words)
            : null;
        SeenAt = now;
    }

    /// <summary>What is under way as far as is known; what was seen too long ago is not known any more.</summary>
    public OngoingOperation? At(OperationLimits limits, TimeSpan now) => now - SeenAt < limits.Memory ? _seen : null;

    public void Forget() => _seen = null;
}
