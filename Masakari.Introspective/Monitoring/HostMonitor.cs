using Masakari.Introspective.Channels;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Arming;
using Masakari.Introspective.Monitoring.BlackBox;
using Masakari.Introspective.Monitoring.Brake;
using Masakari.Introspective.Monitoring.Budget;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Evidence;
using Masakari.Introspective.Monitoring.Fence;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Masakari.Introspective.Monitoring.HealthChecks;
using Masakari.Introspective.Monitoring.Holds;
using Masakari.Introspective.Monitoring.Introspection;
using Masakari.Introspective.Monitoring.LocalHealth;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Monitoring.Observing;
using Masakari.Introspective.Monitoring.Operations;
using Masakari.Introspective.Monitoring.Rulings;
using Masakari.Introspective.Monitoring.SecondOpinion;
using Masakari.Introspective.Monitoring.Stalls;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Outcomes;
using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring;

/// <summary>The one place where observations meet: events, answers and Nova's records, one after another.</summary>
internal sealed partial class HostMonitor : IDisposable
{
    private static readonly TimeSpan Housekeeping = TimeSpan.FromSeconds(1);

    /// <summary>How long a guest that is to be destroyed is kept for its screenshot.</summary>
    private static readonly TimeSpan EvidencePatience = TimeSpan.FromSeconds(2);

    private readonly MonitorRoles _roles;
    private readonly ILibvirtHost _libvirt;
    private readonly NovaDirectory _nova;
    private readonly InstanceMemory _memory;
    private readonly INotifier _notifier;
    private readonly TimeProvider _time;
    private readonly ILogger<HostMonitor> _logger;
    private readonly Mailbox _mailbox;
    private readonly InstanceTable _instances;
    private readonly BlackBoxMonitor _blackBox;
    private readonly IntrospectiveMonitor _introspective;
    private readonly OpinionMonitor _opinions;
    private readonly EvidenceKeeper _evidence;
    private readonly HealthCheckMonitor _health;
    private readonly PolicyDesk _policies;
    private readonly ArmingDesk _arming;
    private readonly HeartbeatService _service;
    private readonly IChannelHub _hub;
    private readonly HeartbeatMonitor _heartbeats;
    private readonly PingScheduler _scheduler;
    private readonly AgentTimeouts _timeouts;
    private readonly CancellationTokenSource _stopping = new();
    private readonly MemoryKeeper _keeper;
    private readonly DecisionJournal _journal;
    private readonly HoldStore _holds;
    private readonly BudgetLedger _budgets;
    private readonly OutcomeDesk _outcomes;
    private readonly StallMonitor _stalls;
    private readonly OperationMonitor _operations;
    private TimeSpan _movedAt;
    private bool _wasConnected;

    public HostMonitor(
        MonitorOptions options,
        ILibvirtHost libvirt,
        Func<IGroupListener, IChannelHub> hub,
        INovaClient novaClient,
        NovaDirectory nova,
        InstanceMemory memory,
        HoldStore holds,
        BudgetLedger budgets,
        INotifier notifier,
        Mailbox mailbox,
        InstanceTable instances,
        FaultReader faults,
        DecisionJournal journal,
        TimeProvider time,
        ILoggerFactory loggers,
        ISelfReadings? readings = null
    )
    {
        _roles = options.Roles;
        _libvirt = libvirt;
        _nova = nova;
        _memory = memory;
        _holds = holds;
        _budgets = budgets;
        _notifier = notifier;
        _time = time;
        _logger = loggers.CreateLogger<HostMonitor>();
        _mailbox = mailbox;
        _instances = instances;
        _movedAt = time.Monotonic();
        _journal = journal;
        var inventory = options.Inventory;
        var limits = options.Operations.LimitsFor(options.Introspection.Interval);
        _operations = new OperationMonitor(
            limits,
            inventory.HostName,
            libvirt,
            mailbox,
            time,
            loggers.CreateLogger<OperationMonitor>()
        );
        var planned = new PlannedRule(
            _operations,
            limits,
            inventory.HostName,
            inventory.NovaInterval + OperationOptions.NovaSlack,
            journal,
            time,
            loggers.CreateLogger<PlannedRule>()
        );
        Judge = new JudgeWatch(
            options.LocalHealth.Policy,
            Housekeeping,
            readings,
            instances,
            libvirt,
            mailbox,
            time,
            loggers.CreateLogger<JudgeWatch>(),
            _stopping.Token
        );
        Storm = new StormWatch(options.Brake.Policy, instances, time, loggers.CreateLogger<StormWatch>());
        // Storm and budget spend what they grant: they come after whatever may refuse. Observing comes last of all.
        var court = new Court([
            new HaEnabledRule(inventory),
            new HoldRule(holds),
            new MinimumUptimeRule(options.Arming),
            planned,
            new SecondOpinionRule(options.SecondOpinion),
            new JudgeUnwellRule(Judge),
            new BudgetRule(budgets, loggers.CreateLogger<BudgetRule>()),
            new StormRule(Storm),
            new ObserveRule(options.Observing),
        ]);
        var docket = new Docket(journal, time, loggers.CreateLogger<Docket>());
        _blackBox = new BlackBoxMonitor(
            inventory.HostName,
            notifier,
            court,
            docket,
            journal,
            !options.Observing.ObserveOnly,
            time,
            loggers.CreateLogger<BlackBoxMonitor>()
        );
        _timeouts = new AgentTimeouts(libvirt, loggers.CreateLogger<AgentTimeouts>());
        _scheduler = new PingScheduler(
            new Pinger(libvirt, time),
            options.Lanes,
            time,
            result => mailbox.Post(() => TakeAnswer(result)),
            _stopping.Token
        );
        var reporter = new FaultReporter(
            inventory,
            notifier,
            court,
            docket,
            journal,
            time,
            loggers.CreateLogger<FaultReporter>()
        );
        _opinions = new OpinionMonitor(
            options.SecondOpinion,
            options.Introspection.Policy.ReportClosedPort,
            libvirt,
            instances,
            journal,
            mailbox,
            time,
            loggers.CreateLogger<OpinionMonitor>()
        );
        _introspective = new IntrospectiveMonitor(
            options.Introspection,
            _policies = new PolicyDesk(options.Introspection, loggers.CreateLogger<PolicyDesk>()),
            inventory,
            instances,
            _scheduler,
            _timeouts,
            _opinions,
            reporter,
            Judge,
            time,
            loggers.CreateLogger<IntrospectiveMonitor>()
        );
        _health = new HealthCheckMonitor(
            options.HealthCheck,
            options.Introspection.Timeout,
            inventory.ReadNova,
            instances,
            _scheduler,
            libvirt,
            reporter,
            _introspective.AskNow,
            mailbox,
            time,
            loggers.CreateLogger<HealthCheckMonitor>(),
            _stopping.Token
        );
        _arming = new ArmingDesk(options.Arming, instances, time, loggers.CreateLogger<ArmingDesk>());
        _service = new HeartbeatService(
            options.Heartbeat.Session,
            (key, finding) => mailbox.Post(() => TakeHeartbeat(key, finding)),
            time
        );
        _hub = hub(_service);
        _heartbeats = new HeartbeatMonitor(
            options.Heartbeat,
            instances,
            _service,
            _hub,
            new ChannelPlug(
                options.Heartbeat.Channels,
                libvirt,
                mailbox,
                uuid => _ = LoadAsync(uuid),
                loggers.CreateLogger<ChannelPlug>(),
                _stopping.Token
            ),
            reporter,
            novaClient,
            notifier,
            mailbox,
            time,
            loggers.CreateLogger<HeartbeatMonitor>(),
            _stopping.Token
        );
        _stalls = new StallMonitor(
            options.Stalls,
            instances,
            reporter,
            _introspective.Hasten,
            time,
            loggers.CreateLogger<StallMonitor>()
        );
        _outcomes = new OutcomeDesk(budgets, instances, journal, time, loggers.CreateLogger<OutcomeDesk>());
        LetStormAsk();
        _keeper = new MemoryKeeper(memory, instances, _heartbeats.Known, time);
        _evidence = new EvidenceKeeper(
            options.Evidence,
            options.EvidencePath,
            libvirt,
            time,
            loggers.CreateLogger<EvidenceKeeper>()
        );
        journal.Noted += KeepEvidence;
        var fencer = new Fencer(
            options.Fence,
            inventory,
            libvirt,
            faults,
            court,
            journal,
            _keeper,
            mailbox,
            time,
            loggers.CreateLogger<Fencer>(),
            _stopping.Token
        )
        {
            EvidenceSaved = instance => _evidence.SavedAsync(instance, EvidencePatience),
        };
        faults.Delivered = fencer.Delivered;
        _opinions.HeartbeatAnswers = _heartbeats.Answers;
        _opinions.AskNow = _introspective.AskNow;
        _opinions.Formed = fencer.OpinionFormed;
        faults.AskNow = _introspective.Hasten;
        faults.Changed = _keeper.Changed;
        faults.Withdrawn = budgets.Refund;
        faults.LookAgain = new LastLook(
            _operations,
            inventory.ReadNova
                ? new NovaLook(novaClient, options.Operations.NovaTimeout, time, loggers.CreateLogger<NovaLook>())
                : null,
            limits,
            mailbox,
            time
        ).ReadAsync;
        faults.JudgeAgain = (instance, notification) =>
        {
            var ruling = court.JudgeAgain(new Case(instance, notification, null, time.Monotonic()));
            if (ruling is { Kind: RulingKind.Observe })
            {
                docket.Enter(instance, notification, ruling);
            }
            else
            {
                docket.EnterAgain(instance, notification, ruling);
            }

            return ruling;
        };
        faults.ReadSide = (instance, side) =>
            side switch
            {
                StallMonitor.Side => _stalls.ReadTruth(instance),
                HealthCheckMonitor.Side => _health.ReadTruth(instance),
                _ => _heartbeats.ReadTruth(instance, side),
            };
    }

    /// <summary>Takes in how a recovery ended, in turn.</summary>
    public void TakeOutcome(Notification report, Outcome outcome) =>
        _mailbox.Post(() =>
        {
            _outcomes.Take(report, outcome);
            _keeper.Changed();
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
            _policies.Begin();
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
                _evidence.RunAsync(_stopping.Token),
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
        _service.Dispose();
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
                break;
            case DisconnectedEvent:
                _instances.IsCurrent = false;
                break;
            case DomainEvent domain:
                TakeDomainEvent(domain);
                break;
        }

        WakeWhenDue();
    }

    private void TakeAnswer(PingResult result)
    {
        Judge.Look();
        Judge.Answered(result);
        var instance = _instances.Find(result.Instance);
        var before = WorthRemembering(instance);
        _introspective.Take(result);
        Storm.Heard(result.Instance);
        if (instance is not null)
        {
            _operations.Follow(instance, result.Answer);
        }

        if (instance is { HealthCheck: not null } || before != WorthRemembering(instance))
        {
            _keeper.Changed();
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

    private void KeepEvidence(Decision decision)
    {
        if (_evidence.Wants(decision) && _instances.Find(decision.Instance) is { } instance)
        {
            _evidence.Keep(EvidenceRequest.Of(instance, decision, _journal.Of(decision.Instance)));
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
                _operations.TakeDirectory(instance);
                Reconsider(instance, keepPlace: true);
            }
        }

        WakeWhenDue();
    }

    private void Tick()
    {
        _movedAt = _time.Monotonic();
        Judge.Tick();
        Storm.Tick();
        _scheduler.Run();
        _health.Tick();
        _holds.Tick();
        _stalls.Tick();
        _budgets.Tick();
        _opinions.Pump();
        _arming.Tick();
        _keeper.SaveIfDue();
        WakeWhenDue();
    }

    private async Task EndAsync()
    {
        var lowered = _instances.All.Where(instance => instance.IsTimeoutLowered).ToList();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), _time);
        await Task.WhenAll(lowered.Select(instance => _timeouts.ResetAsync(instance.Uuid, patience.Token)));
        lowered.ForEach(instance => instance.IsTimeoutLowered = false);
        _keeper.Save();
        _budgets.Tick();
        await _hub.DisposeAsync();
    }
}
