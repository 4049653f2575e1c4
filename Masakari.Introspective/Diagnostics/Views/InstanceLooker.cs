using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Story;

namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>What is known of one instance, as others are shown it.</summary>
/// <remarks>To be used only in the watch's turn.</remarks>
internal sealed class InstanceLooker(MonitorSight sight, Clockwork clock)
{
    /// <summary>Decisions shown with an instance; <c>explain</c> has them all.</summary>
    private const int MostDecisions = 10;

    public InstanceView Summary(InstanceMonitor instance)
    {
        sight.Parts.Status.Note(instance);
        var isAsked = instance.Watch is { IsWatched: true };
        var (code, why) = WhyNot(instance);
        return new InstanceView(
            instance.Uuid,
            instance.Domain.Name,
            instance.DisplayName,
            instance.Status,
            clock.At(instance.StatusSince) ?? clock.Now,
            instance.Detector.Misses,
            isAsked ? instance.Policy?.Detection.FailureThreshold : null,
            ReasonCode.Of(instance.Detector.Finding),
            clock.At(instance.Detector.ObservedAt),
            HaGate.Read(instance.Server, sight.Options.Inventory.HaEnabledKey),
            code,
            why
        );
    }

    public InstanceDetail Detail(InstanceMonitor instance) =>
        new(
            Summary(instance),
            clock.At(instance.BootedAt),
            Agent(instance),
            Heartbeats(instance.Uuid),
            instance.HealthCheck is { } check ? new HealthCheckView(check.Path, check.HasFailed) : null,
            HoldView.Of(sight.Around.Holds.For(instance.Uuid)),
            Budget(instance),
            instance.Incidents is { Open: { } open } incidents
                ? new IncidentView(
                    open.Event,
                    open.VirDomainEvent,
                    open.Code,
                    open.GeneratedAt,
                    incidents.IsDelivered,
                    incidents.SetAsideWhy
                )
                : null,
            [.. instance.Sides.Failed],
            [.. sight.Around.Journal.Of(instance.Uuid).TakeLast(MostDecisions).Select(DecisionView.Of)]
        );

    /// <summary>How the heartbeat channels of an instance stand.</summary>
    public IReadOnlyList<HeartbeatChannelView> Heartbeats(Guid instance) =>
        [.. sight.Parts.Service.Look(instance).Select(beat => Channel(beat.Port, beat.View))];

    private static (string? Code, string? Why) WhyNot(InstanceMonitor instance)
    {
        if (instance.Ruling is { } ruling)
        {
            return (ruling.Code, ruling.Words);
        }

        if (instance is { Status: InstanceStatus.Reported, Incidents.SetAsideWhy: { } setAside })
        {
            return (
                ReasonCode.Of(StoryKind.SetAside),
                $"masakari-api will never take the report, nothing recovers it: {setAside}"
            );
        }

        if (instance.Watch is { IsWatched: false } watch)
        {
            return (ReasonCode.Of(watch.Reason), watch.Describe());
        }

        return (null, instance.Sides.IsWell ? null : instance.Sides.Describe());
    }

    private static AgentView Agent(InstanceMonitor instance) =>
        new(
            instance.Watch is { IsWatched: true },
            instance.Watch?.Describe() ?? "its domain was not read yet",
            ReasonCode.Of(instance.Detector.State),
            instance.Detector.HasAnswered,
            ReasonCode.Of(instance.Detector.Opinion),
            instance.Policy is { } policy
                ?
                [
                    new SettingView("interval_s", policy.Interval.TotalSeconds, policy.IntervalOrigin.Describe()),
                    new SettingView("timeout_s", policy.Timeout.TotalSeconds, policy.TimeoutOrigin.Describe()),
                    new SettingView("threshold", policy.Detection.FailureThreshold, policy.ThresholdOrigin.Describe()),
                ]
                : []
        );

    private static HeartbeatChannelView Channel(string port, Heartbeat.HeartbeatView view) =>
        new(
            port,
            view.Registration is not null,
            view.Registration?.Name,
            view.Registration?.IntervalMs,
            view.Registration is { } registration ? ReasonCode.Of(registration.CorrectiveAction) : null,
            view switch
            {
                { IllWish: not null } => "ill",
                { IsLost: true } => "lost",
                { Registration: null } => "unregistered",
                { IsSuspect: true } => "overdue",
                _ => "beating",
            }
        );

    private BudgetView Budget(InstanceMonitor instance)
    {
        var ledger = sight.Around.Budgets;
        var policy = ledger.Options.Budget;
        var budget = ledger.Find(instance.Uuid)?.Budget;
        return new BudgetView(
            policy.Recoveries,
            policy.Window.TotalSeconds,
            [.. (budget?.Spent ?? []).Select(clock.At)],
            clock.At(budget?.CoolUntil),
            budget is { CoolUntil: not null } ? budget.CoolWhy : null
        );
    }
}
