using Masakari.Introspective.Inventory;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Assembly;
using Masakari.Introspective.Monitoring.Budget;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Holds;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Monitoring.Reports;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>The whole watch over many guests, in simulated time, on the caller's thread.</summary>
internal sealed class SimulatedHost : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("bench-").FullName;
    private readonly HostMonitor _monitor;
    private readonly Task _running;

    public SimulatedHost(int guests)
    {
        Guests = SimulatedGuests.Many(guests);
        Libvirt = new SimulatedLibvirt(Guests, Time);
        Notifier = new CountingNotifier(Time);
        ILoggerFactory loggers = NullLoggerFactory.Instance;
        var mailbox = new Mailbox(loggers.CreateLogger<Mailbox>(), isInline: true);
        var instances = new InstanceTable();
        var options = new MonitorOptions
        {
            Inventory = new InventoryOptions { HostName = "bench", ReadNova = false },
        };
        var nova = new NoNova();
        _monitor = new HostMonitor(
            options,
            new MonitorSurroundings
            {
                Libvirt = Libvirt,
                Hub = _ => new SilentHub(),
                NovaClient = nova,
                Nova = new NovaDirectory(nova, options.Inventory, Time, loggers.CreateLogger<NovaDirectory>()),
                Memory = new InstanceMemory(_folder, "boot", Time, loggers.CreateLogger<InstanceMemory>()),
                Holds = new HoldStore(_folder, Time, loggers.CreateLogger<HoldStore>()),
                Budgets = new BudgetLedger(options.Budget, _folder, Time, loggers.CreateLogger<BudgetLedger>()),
                Notifier = Notifier,
                Mailbox = mailbox,
                Instances = instances,
                Faults = new FaultReader(mailbox, Libvirt, Time),
                Journal = new DecisionJournal(Time),
                Time = Time,
                Loggers = loggers,
            }
        );
        _running = _monitor.RunAsync(_stop.Token);
    }

    public SimulatedTime Time { get; } = new();

    public IReadOnlyList<Guid> Guests { get; }

    public SimulatedLibvirt Libvirt { get; }

    public CountingNotifier Notifier { get; }

    public void Dispose()
    {
        _stop.Cancel();
        _running.GetAwaiter().GetResult();
        _monitor.Dispose();
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
