using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Assembly;
using Masakari.Introspective.Monitoring.Budget;
using Masakari.Introspective.Monitoring.Counting;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Evidence;
using Masakari.Introspective.Monitoring.Holds;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Outcomes;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring;

/// <summary>The one place where observations meet: events, answers and Nova's records, one after another.</summary>
internal sealed partial class HostMonitor : IMonitorTurns, IDisposable
{
    public static readonly TimeSpan Housekeeping = TimeSpan.FromSeconds(1);

    private readonly MonitorRoles _roles;
    private readonly ILibvirtHost _libvirt;
    private readonly NovaDirectory _nova;
    private readonly InstanceMemory _memory;
    private readonly INotifier _notifier;
    private readonly TimeProvider _time;
    private readonly ILogger<HostMonitor> _logger;
    private readonly Mailbox _mailbox;
    private readonly InstanceTable _instances;
    private readonly CancellationTokenSource _stopping = new();
    private readonly DecisionJournal _journal;
    private readonly MonitorTally _tally;
    private readonly HoldStore _holds;
    private readonly BudgetLedger _budgets;
    private TimeSpan _movedAt;
    private bool _wasConnected;

    public HostMonitor(MonitorOptions options, MonitorSurroundings around)
    {
        _roles = options.Roles;
        _libvirt = around.Libvirt;
        _nova = around.Nova;
        _memory = around.Memory;
        _holds = around.Holds;
        _budgets = around.Budgets;
        _notifier = around.Notifier;
        _time = around.Time;
        _logger = around.Loggers.CreateLogger<HostMonitor>();
        _mailbox = around.Mailbox;
        _instances = around.Instances;
        _journal = around.Journal;
        _tally = around.Tally;
        _movedAt = _time.Monotonic();
        Parts = new MonitorParts(options, around, this, _stopping.Token);
    }

    /// <summary>For whoever shows them; touched only from the <see cref="Mailbox"/>.</summary>
    public MonitorParts Parts { get; }

    /// <summary>Takes in how a recovery ended, in turn.</summary>
    public void TakeOutcome(Notification report, Outcome outcome) =>
        _mailbox.Post(() =>
        {
            Parts.Outcomes.Take(report, outcome);
            Parts.Keeper.Changed();
        });

    /// <summary>Whether the watch over the guests moves: what the systemd watchdog is fed from.</summary>
    public bool IsMoving => _time.Monotonic() - _movedAt < TimeSpan.FromSeconds(30);

    /// <summary>Watches until cancelled, then gives back what it borrowed and saves what it knows.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = cancellationToken.Register(() => _stopping.Cancel());
        _holds.Load();
        _budgets.Load();
        if (IsIntrospective)
        {
            Parts.Policies.Begin();
        }

        _libvirt.Start();
        await using var timer = _time.CreateTimer(_ => _mailbox.PostHere(Tick), null, Housekeeping, Housekeeping);
        await using var due = _time.CreateTimer(
            _ => _mailbox.PostHere(AskWhoIsDue),
            null,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        _due = due;
        try
        {
            await Task.WhenAll(
                ReadEventsAsync(_stopping.Token),
                _nova.RunAsync(() => _mailbox.Post(TakeNova), _stopping.Token),
                Parts.Evidence.RunAsync(_stopping.Token),
                Parts.Story.RunAsync(_stopping.Token),
                _mailbox.RunAsync(_stopping.Token)
            );
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The ordinary end.
        }
        finally
        {
            await EndAsync();
        }
    }

    public void Dispose()
    {
        Parts.Service.Dispose();
        _stopping.Dispose();
    }

    private async Task ReadEventsAsync(CancellationToken cancellationToken)
    {
        await foreach (var seen in _libvirt.Events.ReadAllAsync(cancellationToken))
        {
            _mailbox.Post(() => Take(seen));
        }
    }

    private void Take(LibvirtEvent seen)
    {
        switch (seen)
        {
            case ConnectedEvent connected:
                Connected(connected);
                Parts.Story.Connected(_instances.All.Count);
                break;
            case DisconnectedEvent disconnected:
                _instances.IsCurrent = false;
                Parts.Story.Disconnected(disconnected.Reason);
                break;
            case DomainEvent domain:
                TakeDomainEvent(domain);
                break;
        }

        WakeWhenDue();
    }

    void IMonitorTurns.TakeAnswer(PingResult result)
    {
        var now = _time.Monotonic();
        _tally.Answered(result, now);
        Parts.Judge.Look();
        Parts.Judge.Answered(result);
        var instance = _instances.Find(result.Instance);
        var before = WorthRemembering(instance);
        Parts.Introspective.Take(result);
        Parts.Pings.Answered(result);
        Parts.Storm.Heard(result.Instance);
        if (instance is not null)
        {
            instance.AnsweredAt = result.Answer is PingAnswer.Replied or PingAnswer.RepliedWithError
                ? now
                : instance.AnsweredAt;
            Parts.Operations.Follow(instance, result.Answer);
            Parts.Status.Note(instance);
        }

        if (instance is { HealthCheck: not null } || before != WorthRemembering(instance))
        {
            Parts.Keeper.Changed();
        }

        WakeWhenDue();
    }

    /// <summary>
    /// What an answer can change of that which is remembered: most change nothing, and looking through ten thousand guests
    /// each second for it would cost more than asking them.
    /// </summary>
    private static (bool, bool, bool, bool) WorthRemembering(InstanceMonitor? instance) =>
        instance is null
            ? default
            : (
                instance.Detector.HasAnswered,
                instance.Detector.State is GuestState.Reported,
                instance.IsTimeoutLowered,
                instance.Incidents.IsDelivered
            );

    void IMonitorTurns.KeepEvidence(Decision decision)
    {
        if (Parts.Evidence.Wants(decision) && _instances.Find(decision.Instance) is { } instance)
        {
            Parts.Evidence.Keep(EvidenceRequest.Of(instance, decision, _journal.Of(decision.Instance)));
        }
    }

    private void TakeNova()
    {
        foreach (var instance in _instances.All)
        {
            var server = _nova.Find(instance.Uuid);
            if (!ReferenceEquals(server, instance.Server))
            {
                instance.Server = server;
                Parts.Operations.TakeDirectory(instance);
                Reconsider(instance, keepPlace: true);
            }
        }

        WakeWhenDue();
    }

    private void Tick()
    {
        _movedAt = _time.Monotonic();
        Parts.Judge.Tick();
        Parts.Storm.Tick();
        Parts.Scheduler.Run();
        Parts.Health.Tick();
        _holds.Tick();
        Parts.Stalls.Tick();
        _budgets.Tick();
        Parts.Opinions.Pump();
        Parts.Arming.Tick();
        Parts.Pings.Tick();
        Parts.Story.Tick(Parts.Storm, Parts.Judge);
        Parts.Keeper.SaveIfDue();
        WakeWhenDue();
    }

    private async Task EndAsync()
    {
        var lowered = _instances.All.Where(instance => instance.IsTimeoutLowered).ToList();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
        await Task.WhenAll(lowered.Select(instance => Parts.Timeouts.ResetAsync(instance.Uuid, patience.Token)));
        lowered.ForEach(instance => instance.IsTimeoutLowered = false);
        Parts.Keeper.Save();
        _budgets.Tick();
        await Parts.Story.EndAsync();
        await Parts.Hub.DisposeAsync();
    }
}
