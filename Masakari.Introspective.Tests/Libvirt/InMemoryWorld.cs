using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Tests.Libvirt;

/// <inheritdoc/>
internal sealed class InMemoryWorld : IContractWorld
{
    private readonly ManualTimeProvider _time = new();
    private readonly InMemoryLibvirtHost _host;
    private readonly Dictionary<Guid, InMemoryDomain> _domains = [];

    public InMemoryWorld() => _host = new InMemoryLibvirtHost(_time);

    public ILibvirtHost Host => _host;

    public TimeProvider Time => _time;

    public Task<Guid> BootAsync()
    {
        var domain = _host.Add($"instance-{_domains.Count:x8}");
        _domains.Add(domain.Uuid, domain);
        return Task.FromResult(domain.Uuid);
    }

    public Task DoAsync(Guid domain, GuestAction action)
    {
        var target = _domains[domain];
        switch (action)
        {
            case GuestAction.FreezeAgent:
                _host.SetAgent(target, AgentBehaviour.Silent);
                break;
            case GuestAction.ThawAgent:
                _host.SetAgent(target, AgentBehaviour.Answering);
                break;
            case GuestAction.ForbidPing:
                _host.SetAgent(target, AgentBehaviour.ErrorReply);
                break;
            case GuestAction.CloseAgentPort:
                _host.CloseAgentPort(target);
                break;
            case GuestAction.OpenAgentPort:
                _host.OpenAgentPort(target);
                break;
            case GuestAction.Suspend:
                _host.Suspend(target);
                break;
            case GuestAction.Resume:
                _host.Resume(target);
                break;
            case GuestAction.Destroy:
                _host.Destroy(target);
                break;
            case GuestAction.Start:
                _host.Boot(target);
                break;
            case GuestAction.Reboot:
                _host.Reboot(target);
                _host.OpenAgentPort(target);
                break;
            case GuestAction.KillQemu:
                _host.KillQemu(target);
                break;
            case GuestAction.StopQemu:
                _host.SetQemuStopped(target, stopped: true);
                break;
            case GuestAction.ContinueQemu:
                _host.SetQemuStopped(target, stopped: false);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(action), action, message: null);
        }

        return Task.CompletedTask;
    }

    public Task WaitAsync(Task task) =>
        _time.AdvanceUntilAsync(() => task.IsCompleted, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(2));

    public Task StopLibvirtAsync()
    {
        _host.LoseConnection();
        return Task.CompletedTask;
    }

    public Task StartLibvirtAsync()
    {
        _host.RestoreConnection();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
