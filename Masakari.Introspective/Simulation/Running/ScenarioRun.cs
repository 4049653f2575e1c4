using Masakari.Introspective.Detection.LocalHealth;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Outcomes;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.Simulation.Scenarios;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Simulation.Running;

/// <summary>One scenario on a host of its own, in simulated time: the same decisions in every run.</summary>
internal sealed class ScenarioRun : IAsyncDisposable
{
    /// <summary>The host is not booted within a scenario.</summary>
    private const string BootId = "simulated";

    private readonly Scenario _scenario;
    private readonly ManualTimeProvider _time = new();
    private readonly DateTimeOffset _start;
    private readonly InMemoryLibvirtHost _libvirt;
    private readonly SimulatedNova _nova = new();
    private readonly SimulatedDelivery _delivery;
    private readonly SimulationLog _log;
    private readonly string _state = Directory.CreateTempSubdirectory("masakari-introspective-simulate-").FullName;
    private readonly Dictionary<string, SimulatedGuest> _guests = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, string> _names = [];
    private readonly Dictionary<Guid, Notification> _sent = [];
    private readonly FakeSelfReadings _readings = new();
    private readonly List<SimulatedDecision> _decisions = [];
    private readonly GuestScript _script;
    private SimulatedMonitor? _monitor;

    /// <param name="write">Takes the monitor's own log lines with their times; null where nobody reads them.</param>
    public ScenarioRun(Scenario scenario, Action<TimeSpan, LogLevel, string>? write = null)
    {
        _scenario = scenario;
        _start = _time.GetUtcNow();
        _libvirt = new InMemoryLibvirtHost(_time);
        _delivery = new SimulatedDelivery(_time) { Told = Told };
        _log = new SimulationLog(write is null ? null : (level, text) => write(Elapsed, level, text));
        _script = new GuestScript(_libvirt, OpenHeartbeat);
        foreach (var guest in scenario.Guests)
        {
            Add(new SimulatedGuest(guest));
        }
    }

    private TimeSpan Elapsed => _time.GetUtcNow() - _start;

    public static async Task<ScenarioResult> RunAsync(
        Scenario scenario,
        Action<TimeSpan, LogLevel, string>? write = null
    )
    {
        await using var run = new ScenarioRun(scenario, write);
        return await run.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _delivery.Dispose();
        await _libvirt.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    private async Task<ScenarioResult> RunAsync()
    {
        // What continues elsewhere would be overtaken by simulated time.
        SynchronizationContext.SetSynchronizationContext(null);
        Start();
        foreach (var step in _scenario.Timeline)
        {
            AdvanceTo(step.At);
            await DoAsync(step);
        }

        AdvanceTo(_scenario.Until);
        await StopAsync();
        return new ScenarioResult(
            _scenario,
            _decisions,
            [
                .. DecisionComparer.Compare(_scenario, _decisions),
                .. _log.Defects.Select(defect => $"a defect of the monitor itself: {defect}"),
            ]
        );
    }

    /// <summary>Nothing goes back: a host that stood still is past what fell into that time.</summary>
    private void AdvanceTo(TimeSpan at) => _time.Advance(at > Elapsed ? at - Elapsed : TimeSpan.Zero);

    private void Add(SimulatedGuest guest)
    {
        var definition = guest.Definition;
        _guests.Add(definition.Name, guest);
        _names.Add(definition.Uuid, definition.Name);
        if (definition.Nova is { } server)
        {
            _nova.Put(server);
        }

        if (definition.State is GuestPower.Elsewhere)
        {
            return;
        }

        _libvirt.Add(guest.Domain, definition.State is not GuestPower.Off);
        if (definition.State is GuestPower.Paused)
        {
            (guest.Domain.State, guest.Domain.Reason) = (DomainState.Paused, 1);
        }
    }

    private async Task DoAsync(ScenarioStep step)
    {
        switch (step.Action)
        {
            case ScenarioAction.HostSlow or ScenarioAction.HostWell:
                _readings.Now =
                    step.Action is ScenarioAction.HostSlow
                        ? new SelfReading { QueueDelay = TimeSpan.FromSeconds(2) }
                        : new SelfReading();
                break;
            case ScenarioAction.HostStandsStill:
                _time.Jump(step.For);
                break;
            case ScenarioAction.HostHeld or ScenarioAction.PersonHolds:
                Guid? held = step.Guest is { } name ? _guests[name].Definition.Uuid : null;
                _monitor?.Holds.Set(held, "the scenario says so", "somebody", step.For);
                break;
            case ScenarioAction.EngineFinishes or ScenarioAction.EngineFails or ScenarioAction.EngineIgnores:
                Answer(_guests[step.Guest!].Definition.Uuid, step.Action);
                break;
            case ScenarioAction.LibvirtAway or ScenarioAction.LibvirtRestart:
                _libvirt.LoseConnection();
                break;
            case ScenarioAction.LibvirtBack:
                _libvirt.RestoreConnection();
                break;
            case ScenarioAction.MonitorStop or ScenarioAction.MonitorRestart:
                await StopAsync();
                break;
            case ScenarioAction.MonitorStart:
                Start();
                break;
            case ScenarioAction.NovaAway or ScenarioAction.NovaBack:
                _nova.IsAway = step.Action is ScenarioAction.NovaAway;
                break;
            case ScenarioAction.MasakariAway or ScenarioAction.MasakariBack:
                _delivery.IsAway = step.Action is ScenarioAction.MasakariAway;
                break;
            case ScenarioAction.NovaRecord:
                var uuid = _guests[step.Guest!].Definition.Uuid;
                _nova.Put(step.Nova!.Apply(_nova.Find(uuid) ?? new NovaServer { Id = uuid, Name = step.Guest! }));
                break;
            default:
                _script.Do(_guests[step.Guest!], step);
                break;
        }
    }

    private void Answer(Guid instance, ScenarioAction answer)
    {
        if (_sent.TryGetValue(instance, out var report))
        {
            var kind = answer switch
            {
                ScenarioAction.EngineFinishes => OutcomeKind.Finished,
                ScenarioAction.EngineFails => OutcomeKind.Failed,
                _ => OutcomeKind.Ignored,
            };
            _monitor?.Monitor.TakeOutcome(
                report,
                new Outcome(kind, "simulated", _time.GetUtcNow() - report.GeneratedAt)
            );
        }
    }

    private void Start()
    {
        if (_monitor is not null)
        {
            return;
        }

        _monitor = new SimulatedMonitor(
            _scenario.Options,
            _time,
            _libvirt,
            _nova,
            _delivery,
            _readings,
            _state,
            BootId,
            _log
        );
        _monitor.Journal.Noted = Noted;
        _delivery.Reader = _monitor.Faults;
        _monitor.Start();
        foreach (var guest in _guests.Values.Where(guest => guest.Heartbeat is not null))
        {
            var before = guest.Heartbeat!;
            guest.Heartbeat = OpenHeartbeat(guest);
            if (guest.Heartbeat is { } link)
            {
                (link.Answers, link.Health, link.Text) = (before.Answers, before.Health, before.Text);
            }
        }
    }

    private async Task StopAsync()
    {
        if (_monitor is not { } monitor)
        {
            return;
        }

        _monitor = null;
        _delivery.Reader = null;
        await monitor.StopAsync();
        monitor.Dispose();
        _libvirt.Leave();
    }

    private FakeGuest? OpenHeartbeat(SimulatedGuest guest) =>
        _monitor?.Hub is { } hub && hub.Followed.ContainsKey((guest.Definition.Uuid, SimulatedGuest.HeartbeatPort))
            ? hub.Open(guest.Definition.Uuid, SimulatedGuest.HeartbeatPort)
            : null;

    private void Noted(Decision decision) =>
        _decisions.Add(
            new SimulatedDecision(
                decision.At - _start,
                NameOf(decision.Instance),
                ReasonCode.Of(decision.Kind),
                decision.Code,
                decision.Words
            )
        );

    private void Told(Notification notification, bool isActedOn)
    {
        if (isActedOn)
        {
            _sent[notification.InstanceUuid] = notification;
        }

        _decisions.Add(
            new SimulatedDecision(
                Elapsed,
                NameOf(notification.InstanceUuid),
                isActedOn ? ScenarioReader.Sent : ScenarioReader.Informed,
                $"{notification.Event}/{notification.VirDomainEvent}",
                notification.Cause
            )
        );
    }

    private string NameOf(Guid instance) => _names.GetValueOrDefault(instance) ?? instance.ToString();
}
