using Masakari.Introspective.Detection;
using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Arming;
using Masakari.Introspective.Monitoring.Brake;
using Masakari.Introspective.Monitoring.Budget;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Fence;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Masakari.Introspective.Monitoring.Holds;
using Masakari.Introspective.Monitoring.Introspection;
using Masakari.Introspective.Monitoring.LocalHealth;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Monitoring.Observing;
using Masakari.Introspective.Monitoring.Operations;
using Masakari.Introspective.Monitoring.SecondOpinion;
using Masakari.Introspective.Monitoring.Stalls;
using Masakari.Introspective.Notifications.Outcomes;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.Tests.Libvirt;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging;
using NSubstitute;

namespace Masakari.Introspective.Tests.Monitoring;

/// <summary>A whole host monitor on an in-memory libvirt, in simulated time, in the test's own thread.</summary>
internal sealed class MonitorRig : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _state;
    private readonly bool _ownsState;
    private HostMonitor? _monitor;
    private Task? _running;

    public MonitorRig(string? state = null, ManualTimeProvider? time = null, InMemoryLibvirtHost? libvirt = null)
    {
        _ownsState = state is null;
        _state = state ?? Directory.CreateTempSubdirectory("monitor-rig-").FullName;
        Time = time ?? new ManualTimeProvider();
        Libvirt = libvirt ?? new InMemoryLibvirtHost(Time);
    }

    public ManualTimeProvider Time { get; }

    public InMemoryLibvirtHost Libvirt { get; }

    public RecordingNotifier Notifier { get; } = new();

    public INovaClient Nova { get; } = Substitute.For<INovaClient>();

    public string BootId { get; init; } = "boot";

    public MonitorRoles Roles { get; init; } = MonitorRoles.Full;

    public IntrospectionOptions Introspection { get; init; } = new();

    public ArmingOptions Arming { get; init; } = new();

    public InventoryOptions Inventory { get; init; } = new() { HostName = "compute-1", ReadNova = false };

    public OperationOptions Operations { get; init; } = new();

    public HealthCheckOptions HealthCheck { get; set; } = new();

    public HeartbeatSettings Heartbeat { get; init; } =
        new(new HeartbeatOptions(), new HeartbeatChannelOptions(), new HeartbeatPolicy());

    public SecondOpinionOptions SecondOpinion { get; init; } = new();

    public FenceOptions Fence { get; init; } = new();

    /// <summary>Where evidence is kept; null for nowhere.</summary>
    public string? EvidencePath { get; init; }

    public FakeHub Hub { get; private set; } = null!;

    public LogRecorder Log { get; } = new();

    public BudgetOptions Budget { get; init; } = new();

    public ObserveOptions Observing { get; init; } = new();

    public StallOptions Stalls { get; init; } = new();

    public HoldStore Holds { get; private set; } = null!;

    public BudgetLedger Budgets { get; private set; } = null!;

    public string State => _state;

    public BrakeOptions Brake { get; init; } = new();

    public LocalHealthOptions LocalHealth { get; init; } = new();

    /// <summary>What the monitor reads of its own state.</summary>
    public FakeSelfReadings Readings { get; } = new();

    public JudgeWatch Judge => _monitor!.Judge;

    public StormWatch Storm => _monitor!.Storm;

    public LanePlan Lanes { get; init; } = LanePlan.For(8);

    public InstanceTable Instances { get; } = new();

    public FaultReader Faults { get; private set; } = null!;

    public DecisionJournal Journal { get; private set; } = null!;

    public MonitorRig Start()
    {
        // NUnit's context would move continuations to other threads, behind the back of simulated time.
        SynchronizationContext.SetSynchronizationContext(null);
        ILoggerFactory loggers = Log;
        var mailbox = new Mailbox(loggers.CreateLogger<Mailbox>(), isInline: true);
        Faults = new FaultReader(mailbox, Instances, Libvirt, Introspection.HostPolicy(), Time);
        Notifier.Ended = Faults.Ended;
        _monitor = new HostMonitor(
            new MonitorOptions
            {
                Roles = Roles,
                Inventory = Inventory,
                Introspection = Introspection,
                Operations = Operations,
                Arming = Arming,
                HealthCheck = HealthCheck,
                Heartbeat = Heartbeat,
                Budget = Budget,
                Observing = Observing,
                Stalls = Stalls,
                Lanes = Lanes,
                Brake = Brake,
                LocalHealth = LocalHealth,
                SecondOpinion = SecondOpinion,
                Fence = Fence,
                EvidencePath = EvidencePath,
            },
            Libvirt,
            listener => Hub = new FakeHub(listener),
            Nova,
            new NovaDirectory(Nova, Inventory, Time, loggers.CreateLogger<NovaDirectory>()),
            new InstanceMemory(_state, BootId, Time, loggers.CreateLogger<InstanceMemory>()),
            Holds = new HoldStore(_state, Time, loggers.CreateLogger<HoldStore>()),
            Budgets = new BudgetLedger(Budget, _state, Time, loggers.CreateLogger<BudgetLedger>()),
            Notifier,
            mailbox,
            Instances,
            Faults,
            Journal = new DecisionJournal(Time),
            Time,
            loggers,
            Readings
        );
        _running = _monitor.RunAsync(_stop.Token);
        return this;
    }

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public GuestDetector DetectorOf(InMemoryDomain domain) => Instances.Find(domain.Uuid)!.Detector;

    /// <summary>Ends this monitor; the next one gets the same host and what the files hold.</summary>
    /// <param name="isKilled">The files hold what they held before the end.</param>
    /// <param name="heartbeat">Another configuration of heartbeats than before.</param>
    public MonitorRig Next(bool isKilled = false, HeartbeatSettings? heartbeat = null)
    {
        var memory = Path.Combine(_state, "instances.json");
        var before = isKilled ? File.ReadAllBytes(memory) : null;
        _stop.Cancel();
        _running?.GetAwaiter().GetResult();
        if (before is not null)
        {
            File.WriteAllBytes(memory, before);
        }

        return new MonitorRig(_state, Time, Libvirt)
        {
            BootId = BootId,
            Roles = Roles,
            Introspection = Introspection,
            Operations = Operations,
            Arming = Arming,
            HealthCheck = HealthCheck,
            Heartbeat = heartbeat ?? Heartbeat,
            Inventory = Inventory,
            Budget = Budget,
            Observing = Observing,
            Stalls = Stalls,
            Brake = Brake,
            LocalHealth = LocalHealth,
            SecondOpinion = SecondOpinion,
            Fence = Fence,
        };
    }

    /// <summary>masakari-engine is done with the latest report.</summary>
    public void TellOutcome(OutcomeKind kind, double seconds = 9) =>
        _monitor!.TakeOutcome(Notifier.Reported[^1], new Outcome(kind, "record-1", TimeSpan.FromSeconds(seconds)));

    public void Dispose()
    {
        _stop.Cancel();
        _running?.GetAwaiter().GetResult();
        _monitor?.Dispose();
        _stop.Dispose();
        if (_ownsState)
        {
            Directory.Delete(_state, recursive: true);
        }
    }
}
