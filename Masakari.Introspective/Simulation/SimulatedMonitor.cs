using Masakari.Introspective.Inventory;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Assembly;
using Masakari.Introspective.Monitoring.Budget;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Holds;
using Masakari.Introspective.Monitoring.LocalHealth;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Monitoring.Reports;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Simulation;

/// <summary>One life of the real host monitor on a simulated host: everything runs inside the call that moves time.</summary>
internal sealed class SimulatedMonitor : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <param name="state">Folder of the memory that the next life reads; owned by the caller.</param>
    /// <param name="bootId">The host's boot, as the memory knows it.</param>
    public SimulatedMonitor(
        MonitorOptions options,
        ManualTimeProvider time,
        InMemoryLibvirtHost libvirt,
        INovaClient nova,
        INotifier notifier,
        ISelfReadings readings,
        string state,
        string bootId,
        ILoggerFactory loggers
    )
    {
        var mailbox = new Mailbox(loggers.CreateLogger<Mailbox>(), isInline: true);
        Faults = new FaultReader(mailbox, libvirt, time);
        Journal = new DecisionJournal(time);
        Options = options;
        Around = new MonitorSurroundings
        {
            Libvirt = libvirt,
            Hub = listener => Hub = new FakeHub(listener),
            NovaClient = nova,
            Nova = new NovaDirectory(nova, options.Inventory, time, loggers.CreateLogger<NovaDirectory>()),
            Memory = new InstanceMemory(state, bootId, time, loggers.CreateLogger<InstanceMemory>()),
            Holds = Holds = new HoldStore(state, time, loggers.CreateLogger<HoldStore>()),
            Budgets = Budgets = new BudgetLedger(options.Budget, state, time, loggers.CreateLogger<BudgetLedger>()),
            Notifier = notifier,
            Mailbox = mailbox,
            Instances = Instances,
            Faults = Faults,
            Journal = Journal,
            Time = time,
            Loggers = loggers,
            Readings = readings,
        };
        Monitor = new HostMonitor(options, Around);
    }

    public HostMonitor Monitor { get; }

    public MonitorOptions Options { get; }

    public MonitorSurroundings Around { get; }

    public HoldStore Holds { get; }

    public BudgetLedger Budgets { get; }

    public FakeHub Hub { get; private set; } = null!;

    public InstanceTable Instances { get; } = new();

    public FaultReader Faults { get; }

    public DecisionJournal Journal { get; }

    public void Start() => _running = Monitor.RunAsync(_stop.Token);

    /// <summary>Ends it as a SIGTERM does.</summary>
    public async Task StopAsync()
    {
#pragma warning disable CA1849, MA0042 // CancelAsync would let simulated time go on beside the end.
        _stop.Cancel();
#pragma warning restore CA1849, MA0042
        await _running;
    }

    public void Dispose()
    {
        Monitor.Dispose();
        _stop.Dispose();
    }
}
