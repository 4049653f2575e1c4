using Masakari.Introspective.Detection;
using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Masakari.Introspective.Monitoring.Introspection;
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

    public InventoryOptions Inventory { get; init; } = new() { HostName = "compute-1", ReadNova = false };

    public HealthCheckOptions HealthCheck { get; set; } = new();

    public HeartbeatSettings Heartbeat { get; init; } =
        new(new HeartbeatOptions(), new HeartbeatChannelOptions(), new HeartbeatPolicy());

    public FakeHub Hub => _monitor!.Hub;

    public LogRecorder Log { get; } = new();

    public LanePlan Lanes { get; init; } = LanePlan.For(8);

    public InstanceTable Instances => _monitor!.Instances;

    public FaultReader Faults => _monitor!.Faults;

    public DecisionJournal Journal => _monitor!.Journal;

    public MonitorRig Start()
    {
        // NUnit's context would move continuations to other threads, behind the back of simulated time.
        SynchronizationContext.SetSynchronizationContext(null);
        _monitor = new SimulatedMonitor(
            new MonitorOptions
            {
                Roles = Roles,
                Inventory = Inventory,
                Introspection = Introspection,
                HealthCheck = HealthCheck,
                Heartbeat = Heartbeat,
                Lanes = Lanes,
            },
            Time,
            Libvirt,
            Nova,
            Notifier,
            _state,
            BootId,
            Log
        );
        Notifier.Ended = Faults.Ended;
        _monitor.Start();
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
            HealthCheck = HealthCheck,
            Heartbeat = Heartbeat,
            Inventory = Inventory,
        };
    }

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
