using Masakari.Introspective.Channels;
using Masakari.Introspective.Diagnostics;
using Masakari.Introspective.Hosting.Roles;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Assembly;
using Masakari.Introspective.Monitoring.Budget;
using Masakari.Introspective.Monitoring.Counting;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Holds;
using Masakari.Introspective.Monitoring.LocalHealth;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Monitoring.Reports;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Book;
using Masakari.Introspective.Notifications.Masakari;
using Masakari.Introspective.Notifications.Outbox;
using Masakari.Introspective.Notifications.Outcomes;
using Masakari.Introspective.Notifications.Registration;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Masakari;
using Masakari.Introspective.OpenStack.Nova;
using Masakari.Introspective.Protocol.Base;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Hosting.Composition;

/// <summary>The running monitor under one configuration: made of its parts here, and nowhere else.</summary>
internal sealed class MonitorGraph : IAsyncDisposable
{
    private readonly OpenStackSession _session;
    private readonly DiskOutbox _outbox;
    private readonly HoldStore _holds;
    private readonly DeliveryService _delivery;
    private readonly LibvirtHost _libvirt;
    private readonly HostMonitor _monitor;
    private readonly OutcomeFollower _outcomes;
    private readonly RegistrationWatch _registration;
    private readonly bool _isRegistrationWatched;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TimeSpan _grace;
    private Task _running = Task.CompletedTask;

    /// <param name="session">Made beforehand, since only that can still fail on a wrong configuration; owned from here on.</param>
    /// <param name="statePath">The role's own folder.</param>
    /// <param name="tally">What earlier configurations counted; null to begin anew.</param>
    /// <param name="libvirt">Instead of the configured one, for the benchmark; owned from here on.</param>
    public MonitorGraph(
        MonitorSettings settings,
        OpenStackSession session,
        Role role,
        string statePath,
        TimeProvider time,
        ILoggerFactory loggers,
        LibvirtHost? libvirt = null,
        MonitorTally? tally = null
    )
    {
        _session = session;
        tally ??= new MonitorTally();
        _grace = settings.Grace;
        _libvirt = libvirt ?? new LibvirtHost(settings.Config, time, loggers.CreateLogger<LibvirtHost>());
        var mailbox = new Mailbox(loggers.CreateLogger<Mailbox>());
        var instances = new InstanceTable();
        var faults = new FaultReader(mailbox, _libvirt, time);
        var masakari = new MasakariClient(session);
        _outbox = new DiskOutbox(Path.Combine(statePath, "outbox"), time, loggers.CreateLogger<DiskOutbox>());
        _registration = new RegistrationWatch(
            settings.Monitor.Inventory.HostName,
            masakari,
            time,
            loggers.CreateLogger<RegistrationWatch>(),
            Random.Shared.NextDouble
        );
        _isRegistrationWatched = settings.Notifications.RegistrationCheck && libvirt is null;
        _delivery = new DeliveryService(
            settings.Notifications,
            _outbox,
            new WitnessedSink(new MasakariSink(masakari, settings.Notifications, time), Hear),
            faults,
            time,
            loggers.CreateLogger<DeliveryService>(),
            delivered: new DeliveredFile(statePath)
        );
        _outcomes = new OutcomeFollower(
            new MasakariOutcomes(masakari),
            new FollowedFile(statePath),
            time,
            loggers.CreateLogger<OutcomeFollower>()
        );
        _delivery.Stored = _outcomes.Follow;
        var nova = new NovaClient(session);
        var options = settings.Monitor with
        {
            Roles = RolesOf(role),
            EvidencePath = Path.Combine(statePath, "evidence"),
            StoryPath = statePath,
        };
        _holds = new HoldStore(statePath, time, loggers.CreateLogger<HoldStore>());
        var around = new MonitorSurroundings
        {
            Libvirt = _libvirt,
            Hub = listener => new ChannelHub(
                settings.Channels,
                new Dictionary<string, IGroupListener>(StringComparer.Ordinal) { [GroupAddress.Heartbeat] = listener },
                time,
                loggers
            ),
            NovaClient = nova,
            Nova = new NovaDirectory(nova, settings.Monitor.Inventory, time, loggers.CreateLogger<NovaDirectory>()),
            Memory = new InstanceMemory(
                statePath,
                InstanceMemory.ReadBootId(),
                time,
                loggers.CreateLogger<InstanceMemory>()
            ),
            Holds = _holds,
            Budgets = new BudgetLedger(settings.Monitor.Budget, statePath, time, loggers.CreateLogger<BudgetLedger>()),
            Notifier = _delivery,
            Mailbox = mailbox,
            Instances = instances,
            Faults = faults,
            Journal = new DecisionJournal(time),
            Tally = tally,
            Time = time,
            Loggers = loggers,
            Readings = new HostReadings(time),
        };
        _monitor = new HostMonitor(options, around);
        Sight = new MonitorSight(options, around, _monitor.Parts, _delivery)
        {
            IsMoving = () => _monitor.IsMoving,
            Registration = _isRegistrationWatched ? _registration : null,
            ReadProgress = new ProgressClient(session, time).ReadAsync,
        };
        _outcomes.Told = (report, outcome) =>
        {
            _monitor.TakeOutcome(report, outcome);
            _delivery.Book.Take(outcome);
        };

        void Hear(DeliveryOutcome outcome)
        {
            _registration.Hear(outcome);
            tally.Delivered(outcome);
        }
    }

    /// <summary>For whoever shows what it knows.</summary>
    public MonitorSight Sight { get; }

    /// <summary>What a new graph would not know: reports and people's holds that the state folder does not take.</summary>
    public int OnlyInMemory => _delivery.IsDurable ? 0 : _delivery.Pending.Count + _holds.All.Count;

    /// <summary>Whether the watch over the guests moves.</summary>
    public bool IsMoving => _monitor.IsMoving;

    /// <summary>Ends when the monitor does: by <see cref="DisposeAsync"/>, or with the failure that it cannot go on from.</summary>
    public Task Running => _running;

    public void Start()
    {
        _running = _monitor.RunAsync(_stopping.Token);
        _delivery.Start();
        _outcomes.Start(_stopping.Token);
        if (_isRegistrationWatched)
        {
            _registration.Start(_stopping.Token);
        }
    }

    /// <summary>Ends with the configured grace.</summary>
    public ValueTask DisposeAsync() => StopAsync(_grace);

    /// <summary>Stops asking, lets notifications on their way finish within the grace, keeps the rest on disk.</summary>
    public async ValueTask StopAsync(TimeSpan grace)
    {
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _delivery.StopAsync(grace);
        await _outcomes.StopAsync();
        await _registration.StopAsync();
        _delivery.Dispose();
        _outbox.Dispose();
        _monitor.Dispose();
        await _libvirt.DisposeAsync();
        _session.Dispose();
        _stopping.Dispose();
    }

    private static MonitorRoles RolesOf(Role role) =>
        role switch
        {
            Role.BlackBox => MonitorRoles.BlackBox,
            Role.Introspective => MonitorRoles.Introspective,
            _ => MonitorRoles.Full,
        };
}
