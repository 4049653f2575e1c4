using Masakari.Introspective.Diagnostics.Control;

namespace Masakari.Introspective.Diagnostics;

/// <summary>Asks the running monitor, in its turn; a reload may put another in its place at any time.</summary>
internal sealed class MonitorDesk(DaemonFacts facts, Func<MonitorSight?> current, TimeProvider time)
{
    /// <summary>The watch answers within milliseconds: longer means that it does not move.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public DaemonFacts Facts => facts;

    public TimeProvider Time => time;

    public DaemonCondition Condition { get; init; } = new(facts.StartedAt);

    /// <exception cref="ControlRefusal">There is no monitor at the moment.</exception>
    public MonitorSight Sight =>
        current() ?? throw ControlRefusal.Unavailable("the daemon is just starting or reading its configuration anew");

    /// <summary>Has a question answered by the watch, between two of its own steps.</summary>
    /// <exception cref="ControlRefusal">The watch does not move, or the question itself is refused.</exception>
    public async Task<T> AskAsync<T>(Func<MonitorSight, T> question, CancellationToken cancellationToken)
    {
        var sight = Sight;
        var mailbox = sight.Around.Mailbox;
        var answer = mailbox.AskAsync(() => question(sight), cancellationToken);
        try
        {
            await Task.WhenAny(answer, mailbox.Ended).WaitAsync(Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw ControlRefusal.Unavailable(
                $"the watch did not answer within {Patience.TotalSeconds:0} s, what was asked for may still happen: see the daemon's log"
            );
        }

        return answer.IsCompleted
            ? await answer
            : throw ControlRefusal.Unavailable("the daemon is just reading its configuration anew, or ending");
    }
}
