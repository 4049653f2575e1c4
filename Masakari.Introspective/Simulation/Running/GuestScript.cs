using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Simulation.Scenarios;

namespace Masakari.Introspective.Simulation.Running;

/// <summary>Does to a simulated guest what a step says, with the events that libvirt was seen to raise for it.</summary>
/// <param name="openHeartbeat">Opens a guest's heartbeat channel; null where nobody listens at its other end.</param>
internal sealed class GuestScript(InMemoryLibvirtHost libvirt, Func<SimulatedGuest, FakeGuest?> openHeartbeat)
{
    public void Do(SimulatedGuest guest, ScenarioStep step)
    {
        var domain = guest.Domain;
        if (step.IsEnd && domain.RunId < 0)
        {
            return;
        }

        switch (step.Action)
        {
            case ScenarioAction.Hang or ScenarioAction.OutOfMemory:
                libvirt.SetKernel(domain, isAlive: false);
                break;
            case ScenarioAction.AgentAnswers or ScenarioAction.Start or ScenarioAction.Reboot or ScenarioAction.Reset:
                libvirt.SetKernel(domain, isAlive: true);
                break;
        }

        switch (step.Action)
        {
            case ScenarioAction.AgentSilent or ScenarioAction.Hang:
                libvirt.SetAgent(domain, AgentBehaviour.Silent);
                break;
            case ScenarioAction.AgentAnswers when domain.Agent is AgentBehaviour.PortClosed:
                libvirt.OpenAgentPort(domain);
                break;
            case ScenarioAction.AgentAnswers:
                libvirt.SetAgent(domain, AgentBehaviour.Answering);
                break;
            case ScenarioAction.AgentCloses or ScenarioAction.OutOfMemory:
                libvirt.CloseAgentPort(domain);
                break;
            case ScenarioAction.AgentError:
                libvirt.SetAgent(domain, AgentBehaviour.ErrorReply);
                break;
            case ScenarioAction.AgentBusy:
                libvirt.SetAgent(domain, AgentBehaviour.Busy);
                break;
            case ScenarioAction.AgentDenied:
                libvirt.SetAgent(domain, AgentBehaviour.Denied);
                break;
            case ScenarioAction.Event:
                libvirt.Raise(domain, step.Event.Id, step.Event.Type, step.Event.Detail);
                break;
            case >= ScenarioAction.HeartbeatRegisters and <= ScenarioAction.HeartbeatLeaves:
                DoHeartbeat(guest, step.Action);
                break;
            case ScenarioAction.HealthCheckFails:
                guest.HealthCheck = 1;
                break;
            case ScenarioAction.HealthCheckPasses:
                guest.HealthCheck = 0;
                break;
            case ScenarioAction.HealthCheckHangs:
                guest.HealthCheck = null;
                break;
            default:
                DoDomain(domain, step.Action);
                break;
        }

        if (domain.RunId < 0)
        {
            guest.Heartbeat?.Close();
            guest.Heartbeat = null;
        }
    }

    private void DoDomain(InMemoryDomain domain, ScenarioAction action)
    {
        switch (action)
        {
            case ScenarioAction.Start:
                libvirt.Boot(domain, AgentBehaviour.PortClosed);
                break;
            case ScenarioAction.ShutdownBegins:
                libvirt.BeginShutdown(domain);
                break;
            case ScenarioAction.Shutdown:
                libvirt.PowerOff(domain);
                break;
            case ScenarioAction.Destroy:
                libvirt.Destroy(domain);
                break;
            case ScenarioAction.Reboot:
                libvirt.Reboot(domain);
                break;
            case ScenarioAction.Reset:
                libvirt.Change(
                    domain,
                    () => domain.Agent = AgentBehaviour.PortClosed,
                    (DomainEventId.Reboot, -1, -1),
                    (DomainEventId.AgentLifecycle, 2, 2),
                    (DomainEventId.Reboot, -1, -1),
                    (DomainEventId.Reboot, -1, -1)
                );
                break;
            case ScenarioAction.Pause:
                libvirt.Suspend(domain);
                break;
            case ScenarioAction.Resume:
                libvirt.Resume(domain);
                break;
            case ScenarioAction.Undefine:
                libvirt.Undefine(domain);
                break;
            case ScenarioAction.Panic:
                libvirt.Panic(domain);
                break;
            case ScenarioAction.StopQemu:
                libvirt.SetQemuStopped(domain, stopped: true);
                break;
            case ScenarioAction.ContinueQemu:
                libvirt.SetQemuStopped(domain, stopped: false);
                break;
            case ScenarioAction.KillQemu:
                libvirt.KillQemu(domain);
                break;
            case ScenarioAction.TerminateQemu:
                Off(domain, ShutoffReason.Shutdown, (LifecycleType.Shutdown, 2), (LifecycleType.Stopped, 0));
                break;
            default:
                DoMove(domain, action);
                break;
        }
    }

    private void DoMove(InMemoryDomain domain, ScenarioAction action)
    {
        switch (action)
        {
            case ScenarioAction.Save:
                libvirt.Save(domain);
                break;
            case ScenarioAction.Restore:
                libvirt.Restore(domain);
                break;
            case ScenarioAction.MigrateOutBegins:
                libvirt.BeginMigrationOut(domain);
                break;
            case ScenarioAction.MigrateOutGivenUp:
                libvirt.CancelMigrationOut(domain);
                break;
            case ScenarioAction.MigrateOut:
                libvirt.LeaveByMigration(domain);
                break;
            case ScenarioAction.MigrateIn:
                libvirt.BeginMigrationIn(domain);
                break;
            case ScenarioAction.MigrateInDone:
                libvirt.ArriveByMigration(domain);
                break;
            case ScenarioAction.MigrateInFails:
                Off(domain, ShutoffReason.Failed, (LifecycleType.Stopped, 5));
                libvirt.Undefine(domain);
                break;
            case ScenarioAction.IoErrorPause:
                libvirt.PauseByIoError(domain);
                break;
            case ScenarioAction.IoErrorReport:
                libvirt.Raise(domain, DomainEventId.IoError, 2);
                break;
            case ScenarioAction.WatchdogPause:
                libvirt.PauseByWatchdog(domain);
                break;
            case ScenarioAction.PanicAndStay:
                libvirt.PanicAndStay(domain);
                break;
            case ScenarioAction.PanicAndRestart:
                libvirt.PanicAndRestart(domain);
                libvirt.CloseAgentPort(domain);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, message: null);
        }
    }

    private void DoHeartbeat(SimulatedGuest guest, ScenarioAction action)
    {
        if (action is ScenarioAction.HeartbeatRegisters)
        {
            guest.Heartbeat ??= openHeartbeat(guest);
            guest.Heartbeat?.Register();
        }

        if (guest.Heartbeat is not { } heartbeat)
        {
            return;
        }

        switch (action)
        {
            case ScenarioAction.HeartbeatSilent:
                heartbeat.Answers = false;
                break;
            case ScenarioAction.HeartbeatAnswers:
                heartbeat.Answers = true;
                break;
            case ScenarioAction.HeartbeatIll:
                (heartbeat.Health, heartbeat.Text) = (Health.Unhealthy, "the scenario says so");
                break;
            case ScenarioAction.HeartbeatWell:
                (heartbeat.Health, heartbeat.Text) = (Health.Healthy, "");
                break;
            case ScenarioAction.HeartbeatLeaves:
                heartbeat.Say(new ExitNotice(1, "the scenario says so"));
                break;
        }
    }

    private void Off(InMemoryDomain domain, int reason, params (int Type, int Detail)[] events) =>
        libvirt.Change(
            domain,
            () => InMemoryLibvirtHost.Off(domain, reason),
            [.. events.Select(seen => (DomainEventId.Lifecycle, seen.Type, seen.Detail))]
        );
}
