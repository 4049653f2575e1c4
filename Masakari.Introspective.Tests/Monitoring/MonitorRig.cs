using Masakari.Introspective.Detection;
using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Masakari.Introspective.Monitoring.Introspection;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.OpenStack;
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

    public InventoryOptions Inventory { get; init; } = new() { HostName = "compute-1", ReadNova = false };

    public HealthCheckOptions HealthCheck { get; set; } = new();

    public HeartbeatSettings Heartbeat { get; init; } =
        new(new HeartbeatOptions(), new HeartbeatChannelOptions(), new HeartbeatPolicy());

    public FakeHub Hub { get; private set; } = null!;

    public LogRecorder Log { get; } = new();

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
        Faults = new FaultReader(mailbox, Instances, Libvirt, Introspection.Policy, Time);
        Notifier.Ended = Faults.Ended;
        _monitor = new HostMonitor(
            new MonitorOptions
            {
                Roles = Roles,
                Inventory = Inventory,
                Introspection = Introspection,
                HealthCheck = HealthCheck,
                Heartbeat = Heartbeat,
                Lanes = Lanes,
            },
            Libvirt,
            listener => Hub = new FakeHub(listener),
            Nova,
            new NovaDirectory(Nova, Inventory, Time, loggers.CreateLogger<NovaDirectory>()),
            new InstanceMemory(_state, BootId, Time, loggers.CreateLogger<InstanceMemory>()),
            Notifier,
            mailbox,
            Instances,
            Faults,
            Journal = new DecisionJournal(Time),
            Time,
            loggers
        );
        _running = _monitor.RunAsync(_stop.Token);
        return this;
    }

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public GuestDetector DetectorOf(InMemoryDomain domain) => Instances.Find(domain.Uuid)!.Detector;

    /// <summary>Ends this monitor; the next one gets the same host and what the files hold.</summary>
    /// <param name="isKilled">The files hold what they held before the end.</param>
    public MonitorRig Next(bool isKilled = false)
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
            HealthCheck = HealthCheck,
            Heartbeat = Heartbeat,
            Inventory = Inventory,
        };
    }

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
