using Masakari.Introspective.Channels;
using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Monitoring.Arming;
using Masakari.Introspective.Monitoring.BlackBox;
using Masakari.Introspective.Monitoring.Brake;
using Masakari.Introspective.Monitoring.Budget;
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
using Masakari.Introspective.Monitoring.Reports;
using Masakari.Introspective.Monitoring.Rulings;
using Masakari.Introspective.Monitoring.SecondOpinion;
using Masakari.Introspective.Monitoring.Stalls;
using Masakari.Introspective.Monitoring.Story;
using Masakari.Introspective.Notifications;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Assembly;

/// <summary>The parts of a host monitor, made and joined here and nowhere else.</summary>
/// <remarks>All are touched only from the <see cref="Mailbox"/>.</remarks>
internal sealed class MonitorParts
{
    /// <summary>How long a guest that is to be destroyed is kept for its screenshot.</summary>
    private static readonly TimeSpan EvidencePatience = TimeSpan.FromSeconds(2);

    private readonly OperationLimits _limits;
    private readonly Court _court;
    private readonly Docket _docket;
    private readonly Fencer _fencer;

    public MonitorParts(
        MonitorOptions options,
        MonitorSurroundings around,
        IMonitorTurns turns,
        CancellationToken stopping
    )
    {
        var (libvirt, mailbox, instances) = (around.Libvirt, around.Mailbox, around.Instances);
        var (journal, holds, budgets) = (around.Journal, around.Holds, around.Budgets);
        var (notifier, time, loggers) = (around.Notifier, around.Time, around.Loggers);
        var inventory = options.Inventory;
        _limits = options.Operations.LimitsFor(options.Introspection.Interval);
        Operations = new OperationMonitor(
            _limits,
            inventory.HostName,
            libvirt,
            mailbox,
            time,
            loggers.CreateLogger<OperationMonitor>()
        );
        var planned = new PlannedRule(
            Operations,
            _limits,
            inventory.HostName,
            inventory.NovaInterval + OperationOptions.NovaSlack,
            journal,
            time,
            loggers.CreateLogger<PlannedRule>()
        );
        Judge = new JudgeWatch(
            options.LocalHealth.Policy,
            HostMonitor.Housekeeping,
            around.Readings,
            instances,
            libvirt,
            mailbox,
            time,
            loggers.CreateLogger<JudgeWatch>(),
            stopping
        );
        Storm = new StormWatch(options.Brake.Policy, instances, time, loggers.CreateLogger<StormWatch>());
        // Storm and budget spend what they grant: they come after whatever may refuse. Observing comes last of all.
        var observing = new ObserveRule(options.Observing);
        _court = new Court([
            new HaEnabledRule(inventory),
            new HoldRule(holds),
            new MinimumUptimeRule(options.Arming),
            planned,
            new SecondOpinionRule(options.SecondOpinion),
            new JudgeUnwellRule(Judge),
            new BudgetRule(budgets, loggers.CreateLogger<BudgetRule>()),
            new StormRule(Storm),
            observing,
        ]);
        _docket = new Docket(journal, time, loggers.CreateLogger<Docket>());
        Rehearsal = new Rehearsal(observing, around.Faults, _docket, instances, mailbox, time, stopping);
        BlackBox = new BlackBoxMonitor(
            inventory.HostName,
            notifier,
            _court,
            Rehearsal,
            journal,
            !options.Observing.ObserveOnly,
            time,
            loggers.CreateLogger<BlackBoxMonitor>()
        );
        Timeouts = new AgentTimeouts(libvirt, loggers.CreateLogger<AgentTimeouts>());
        Scheduler = new PingScheduler(
            new Pinger(libvirt, time),
            options.Lanes,
            time,
            result => mailbox.Post(() => turns.TakeAnswer(result)),
            stopping
        );
        var reporter = new FaultReporter(
            inventory,
            notifier,
            _court,
            _docket,
            Rehearsal,
            journal,
            time,
            loggers.CreateLogger<FaultReporter>()
        );
        Opinions = new OpinionMonitor(
            options.SecondOpinion,
            options.Introspection.Policy.ReportClosedPort,
            libvirt,
            instances,
            journal,
            mailbox,
            time,
            loggers.CreateLogger<OpinionMonitor>()
        );
        Introspective = new IntrospectiveMonitor(
            options.Introspection,
            Policies = new PolicyDesk(options.Introspection, loggers.CreateLogger<PolicyDesk>()),
            inventory,
            instances,
            Scheduler,
            Timeouts,
            Opinions,
            reporter,
            Judge,
            time,
            loggers.CreateLogger<IntrospectiveMonitor>()
        );
        Pings = new PingDesk(
            new Pinger(libvirt, time),
            Scheduler,
            instances,
            options.Introspection.Timeout,
            Introspective.AskNow,
            mailbox,
            time,
            stopping
        );
        Health = new HealthCheckMonitor(
            options.HealthCheck,
            options.Introspection.Timeout,
            inventory.ReadNova,
            Scheduler,
            libvirt,
            reporter,
            Introspective.AskNow,
            Introspective.Suspect,
            mailbox,
            time,
            loggers.CreateLogger<HealthCheckMonitor>(),
            stopping
        );
        Arming = new ArmingDesk(options.Arming, instances, time, loggers.CreateLogger<ArmingDesk>());
        Service = new HeartbeatService(
            options.Heartbeat.Session,
            (key, finding) => mailbox.Post(() => turns.TakeHeartbeat(key, finding)),
            time
        );
        Status = new StatusDesk(Service, time);
        Hub = around.Hub(Service);
        Heartbeats = new HeartbeatMonitor(
            options.Heartbeat,
            instances,
            Service,
            Hub,
            new ChannelPlug(
                options.Heartbeat.Channels,
                libvirt,
                mailbox,
                turns.Reload,
                loggers.CreateLogger<ChannelPlug>(),
                stopping
            ),
            reporter,
            around.Faults,
            around.NovaClient,
            notifier,
            mailbox,
            time,
            loggers.CreateLogger<HeartbeatMonitor>(),
            stopping
        );
        Stalls = new StallMonitor(
            options.Stalls,
            instances,
            reporter,
            Introspective.Hasten,
            time,
            loggers.CreateLogger<StallMonitor>()
        );
        Outcomes = new OutcomeDesk(budgets, instances, Heartbeats, journal, time, loggers.CreateLogger<OutcomeDesk>());
        Keeper = new MemoryKeeper(
            around.Memory,
            instances,
            Heartbeats.Known,
            Operations.DisturbanceOf,
            Stalls.Untold,
            notifier,
            time
        );
        Evidence = new EvidenceKeeper(
            options.Evidence,
            options.EvidencePath,
            libvirt,
            time,
            loggers.CreateLogger<EvidenceKeeper>()
        );
        Guests = new GuestTruth(instances, options.Introspection.HostPolicy(), Introspective.Hasten, ReadSide, time);
        _fencer = new Fencer(
            options.Fence,
            inventory,
            libvirt,
            Guests,
            _court,
            journal,
            Keeper,
            mailbox,
            time,
            loggers.CreateLogger<Fencer>(),
            stopping
        )
        {
            EvidenceSaved = instance => Evidence.SavedAsync(instance, EvidencePatience),
        };
        Story = new StoryDesk(
            instances,
            inventory.HostName,
            new StoryWriter(
                options.StoryPath is { } path ? new StoryFile(path) : null,
                time,
                loggers.CreateLogger<StoryWriter>()
            ),
            mailbox,
            time
        );
        journal.Noted += turns.KeepEvidence;
        journal.Noted += around.Tally.Noted;
        _docket.Said = around.Tally.Ruled;
        JoinStory(around);
        JoinStorm();
        JoinOpinions();
        JoinFaults(options, around);
    }

    public OperationMonitor Operations { get; }

    public JudgeWatch Judge { get; }

    public StormWatch Storm { get; }

    public BlackBoxMonitor BlackBox { get; }

    public Rehearsal Rehearsal { get; }

    public AgentTimeouts Timeouts { get; }

    public PingScheduler Scheduler { get; }

    public OpinionMonitor Opinions { get; }

    public PolicyDesk Policies { get; }

    public IntrospectiveMonitor Introspective { get; }

    /// <summary>Persons' questions to guest agents.</summary>
    public PingDesk Pings { get; }

    public HealthCheckMonitor Health { get; }

    public ArmingDesk Arming { get; }

    public HeartbeatService Service { get; }

    public IChannelHub Hub { get; }

    public HeartbeatMonitor Heartbeats { get; }

    public StatusDesk Status { get; }

    public StallMonitor Stalls { get; }

    public OutcomeDesk Outcomes { get; }

    public GuestTruth Guests { get; }

    public MemoryKeeper Keeper { get; }

    public EvidenceKeeper Evidence { get; }

    public StoryDesk Story { get; }

    private void JoinStory(MonitorSurroundings around)
    {
        around.Journal.Noted += Story.Decided;
        Status.Changed += Story.StatusChanged;
        Introspective.Seen = Story.Asked;
        Health.Seen = Story.Checked;
        Operations.Changed = (instance, before, now) =>
        {
            Story.Operation(instance, before, now);
            Keeper.Changed();
        };
        Opinions.Changed = Story.OpinionFormed;
        around.Holds.WasSet = Story.HoldSet;
        around.Holds.WasReleased = Story.HoldReleased;
        around.Holds.HasExpired = Story.HoldExpired;
    }

    private void JoinStorm()
    {
        Storm.Ask = AskOutOfTurn;
        Storm.HasRoom = () => Scheduler.HasRoom;
        Storm.Heartbeats = Service.Look;
    }

    /// <summary>At once, so that the next one asked out of turn finds the place taken.</summary>
    private void AskOutOfTurn(InstanceMonitor instance)
    {
        Introspective.Hasten(instance);
        Scheduler.Run();
    }

    private void JoinOpinions()
    {
        Opinions.HeartbeatAnswers = Heartbeats.Answers;
        Opinions.AskNow = Introspective.AskNow;
        Opinions.Formed = _fencer.OpinionFormed;
    }

    /// <summary>What is asked again right before a notification leaves, and what follows its end.</summary>
    private void JoinFaults(MonitorOptions options, MonitorSurroundings around)
    {
        var (mailbox, time) = (around.Mailbox, around.Time);
        var nova = options.Inventory.ReadNova
            ? new NovaLook(
                around.NovaClient,
                options.Operations.NovaTimeout,
                time,
                around.Loggers.CreateLogger<NovaLook>()
            )
            : null;
        around.Faults.Join(
            Guests,
            new ReportHearing(
                new LastLook(Operations, nova, _limits, mailbox, time),
                _court,
                _docket,
                around.Budgets,
                around.Instances,
                AskOnceMore,
                mailbox,
                time
            ),
            new ReportEnds(around.Instances, around.Budgets, around.Journal, Heartbeats, _fencer, Keeper, Story)
        );
    }

    private void AskOnceMore(InstanceMonitor instance)
    {
        if (instance.IsSilent)
        {
            Introspective.Hasten(instance);
        }

        Health.Hasten(instance);
    }

    private (FaultTruth Truth, string Why) ReadSide(InstanceMonitor instance, string side) =>
        side switch
        {
            StallMonitor.Side => Stalls.ReadTruth(instance),
            HealthCheckMonitor.Side => Health.ReadTruth(instance),
            _ => Heartbeats.ReadTruth(instance, side),
        };
}
