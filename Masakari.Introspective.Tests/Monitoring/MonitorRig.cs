using Masakari.Introspective.Detection;
using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Arming;
using Masakari.Introspective.Monitoring.Assembly;
using Masakari.Introspective.Monitoring.Brake;
using Masakari.Introspective.Monitoring.Budget;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Fence;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Masakari.Introspective.Monitoring.Holds;
using Masakari.Introspective.Monitoring.Introspection;
using Masakari.Introspective.Monitoring.LocalHealth;
using Masakari.Introspective.Monitoring.Observing;
using Masakari.Introspective.Monitoring.Operations;
using Masakari.Introspective.Monitoring.Reports;
using Masakari.Introspective.Monitoring.SecondOpinion;
using Masakari.Introspective.Monitoring.Stalls;
using Masakari.Introspective.Notifications.Outcomes;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.Tests.Support;
using NSubstitute;

namespace Masakari.Introspective.Tests.Monitoring;

/// <summary>A whole host monitor on an in-memory libvirt, in simulated time, in the test's own thread.</summary>
internal sealed class MonitorRig : IDisposable
{
    private readonly string _state;
    private readonly bool _ownsState;
    private SimulatedMonitor? _monitor;

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

    public FakeHub Hub => _monitor!.Hub;

    public LogRecorder Log { get; } = new();

    public BudgetOptions Budget { get; init; } = new();

    public ObserveOptions Observing { get; init; } = new();

    public StallOptions Stalls { get; init; } = new();

    public HoldStore Holds => _monitor!.Holds;

    public BudgetLedger Budgets => _monitor!.Budgets;

    public string State => _state;

    public BrakeOptions Brake { get; init; } = new();

    public LocalHealthOptions LocalHealth { get; init; } = new();

    /// <summary>What the monitor reads of its own state.</summary>
    public FakeSelfReadings Readings { get; } = new();

    public JudgeWatch Judge => _monitor!.Monitor.Parts.Judge;

    public StormWatch Storm => _monitor!.Monitor.Parts.Storm;

    public LanePlan Lanes { get; init; } = LanePlan.For(8);

    public SimulatedMonitor Simulated => _monitor!;

    /// <summary>Where the story is kept over the monitor's end; null for nowhere.</summary>
    public string? StoryPath { get; init; }

    public InstanceTable Instances => _monitor!.Instances;

    public FaultReader Faults => _monitor!.Faults;

    public DecisionJournal Journal => _monitor!.Journal;

    public MonitorSurroundings Around => _monitor!.Around;

    public MonitorParts Parts => _monitor!.Monitor.Parts;

    public MonitorOptions Options { get; private set; } = null!;

    public bool IsMoving => _monitor!.Monitor.IsMoving;

    public MonitorRig Start()
    {
        // NUnit's context would move continuations to other threads, behind the back of simulated time.
        SynchronizationContext.SetSynchronizationContext(null);
        Options = new MonitorOptions
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
            StoryPath = StoryPath,
        };
        _monitor = new SimulatedMonitor(Options, Time, Libvirt, Nova, Notifier, Readings, _state, BootId, Log);
        Notifier.Ended = Faults.Ended;
        _monitor.Start();
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
        _monitor?.StopAsync().GetAwaiter().GetResult();
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
        _monitor!.Monitor.TakeOutcome(
            Notifier.Reported[^1],
            new Outcome(kind, "record-1", TimeSpan.FromSeconds(seconds))
        );

    public void Dispose()
    {
        _monitor?.StopAsync().GetAwaiter().GetResult();
        _monitor?.Dispose();
        if (_ownsState)
        {
            Directory.Delete(_state, recursive: true);
        }
    }
}
