using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Rulings;
using Masakari.Introspective.Monitoring.Stalls;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Operations;

/// <summary>What somebody does to an instance on purpose is no failure of it.</summary>
/// <param name="trust">For how long Nova's refusal counts without being read again.</param>
internal sealed partial class PlannedRule(
    OperationMonitor operations,
    OperationLimits limits,
    string hostName,
    TimeSpan trust,
    DecisionJournal journal,
    TimeProvider time,
    ILogger<PlannedRule> logger
) : IVerdictRule
{
    public Ruling? Judge(Case @case)
    {
        var known = operations.Of(@case.Instance.Uuid);
        if (@case.Notification.Event is "LIFECYCLE")
        {
            return Died(known.Planned);
        }

        if (!@case.IsFromInside)
        {
            return null;
        }

        if (StallTable.Of(@case.Notification) is not null && !@case.Instance.Domain.IsActive)
        {
            // Once its owner's, the death stays so until it runs anew.
            return Died(known.Planned) ?? known.Refusal;
        }

        if (known.Refusal is not null && (@case.Now - known.RefusedAt < trust || IsStillRefused(@case)))
        {
            return known.Refusal;
        }

        // A stall is libvirt's own word: no operation explains it, unless the guest itself may show the contrary.
        return StallTable.Of(@case.Notification) is { MayAnswer: false }
            ? null
            : Hold(@case, known, !IsOfAnotherSide(@case.Reason), AsksAgent(@case.Reason), withTask: false);
    }

    public Ruling? JudgeAgain(Case @case)
    {
        var known = operations.Of(@case.Instance.Uuid);
        var isStall = StallTable.Of(@case.Notification) is not null;
        if (@case.Notification.Event is "LIFECYCLE" || (isStall && !@case.Instance.Domain.IsActive))
        {
            var owners =
                Died(known.Planned)
                ?? (known.Nova is { } seen ? NovaWish.AgainstDead(seen, hostName, SinceDeath(@case)) : null);
            if (isStall)
            {
                // A stall is brought again while it lasts, and must not look fresh then.
                (known.Refusal, known.RefusedAt) = (owners, @case.Now);
            }

            return owners ?? known.Planned.HoldForTask(limits, @case.Now);
        }

        var refusal = known.Nova is { } nova ? NovaWish.AgainstRunning(nova, hostName) : null;
        if (known.Nova is not null)
        {
            (known.Refusal, known.RefusedAt) = (refusal, @case.Now);
        }

        return refusal
            ?? (
                isStall
                    ? known.Planned.HoldForTask(limits, @case.Now)
                    : Hold(@case, known, @case.Instance.FailsByPingAlone, asksAgent: false, withTask: true)
            );
    }

    /// <summary>Nova's list, read every nova_interval, still says what the look before sending said.</summary>
    private bool IsStillRefused(Case @case) =>
        @case.Instance.Server is { } server
        && NovaWish.AgainstRunning(OperationMonitor.ToSight(server), hostName) is not null;

    private TimeSpan SinceDeath(Case @case) =>
        @case.Instance switch
        {
            { HasStoppedUnseen: true } => TimeSpan.MaxValue,
            { StoppedAt: { } at } => @case.Now - at,
            _ => time.GetUtcNow() - @case.Notification.GeneratedAt,
        };

    private static Ruling? Died(PlannedOperations planned) =>
        planned.IsIncoming
            ? new Ruling(
                RulingKind.Refuse,
                RulingReason.IncomingMigrationFailed,
                "it was to come here by migration and never ran here"
            )
        : planned.IsGuestsOwnShutdown
            ? new Ruling(RulingKind.Refuse, RulingReason.PlannedStop, "the guest was powering off by itself")
        : null;

    private static bool AsksAgent(VerdictReason? reason) =>
        reason is VerdictReason.GuestSilent or VerdictReason.HealthCheckFailed or VerdictReason.HealthCheckHangs;

    private static bool IsOfAnotherSide(VerdictReason? reason) =>
        reason
            is VerdictReason.HeartbeatLost
                or VerdictReason.IllHealth
                or VerdictReason.HealthCheckFailed
                or VerdictReason.HealthCheckHangs;

    private Ruling? Hold(Case @case, InstanceOperations known, bool isSilence, bool asksAgent, bool withTask)
    {
        if (known.Planned.TakeOverrun(limits, @case.Now) is { } over)
        {
            var code = ReasonCode.Of(over.Reason);
            var ceiling = (int)limits.CeilingOf(over.Kind).TotalSeconds;
            LogOverrun(@case.Instance.Uuid, @case.Instance.DisplayName, code, ceiling, over.Words);
            journal.Note(@case.Instance.Uuid, DecisionKind.HoldEnded, code, $"after {ceiling} s still: {over.Words}");
        }

        return known.Planned.Hold(limits, isSilence, asksAgent, withTask, @case.Now);
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Name} is no longer held back for this reason [{Code}]: after {Ceiling} s still {Words}."
    )]
    private partial void LogOverrun(Guid instanceUuid, string name, string code, int ceiling, string words);
}
