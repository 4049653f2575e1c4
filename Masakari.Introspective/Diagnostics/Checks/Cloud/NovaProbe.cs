using Masakari.Introspective.Libvirt;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Nova;

namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Asks Nova about this host and the instances that run on it.</summary>
internal sealed class NovaProbe(string host, OpenStackSession session, TimeProvider time)
{
    /// <summary>Running domains that Nova does not list under this host are asked for one by one, no more than these.</summary>
    private const int MaxSingle = 20;

    /// <param name="running">The running domains; empty where libvirt was not to be had.</param>
    public async Task<NovaView> LookAsync(IReadOnlyList<DomainSnapshot> running)
    {
        using var deadline = new CancellationTokenSource(Deadlines.Step, time);
        var services = ServicesAsync(deadline.Token);
        try
        {
            var servers = await ServersAsync(running, deadline.Token);
            return new NovaView { Services = await services, Servers = servers };
        }
        catch (OpenStackException failure)
        {
            return new NovaView { Services = await services, Refusal = failure.Message };
        }
        catch (OperationCanceledException)
        {
            return new NovaView
            {
                Services = await services,
                Refusal = $"not done within {Deadlines.Step.TotalSeconds:0} s",
            };
        }
    }

    private async Task<Dictionary<Guid, NovaServer>> ServersAsync(
        IReadOnlyList<DomainSnapshot> running,
        CancellationToken cancellationToken
    )
    {
        var nova = new NovaClient(session);
        var listed = await nova.ListServersAsync(host, cancellationToken);
        var ids = running.Select(domain => domain.Uuid).ToHashSet();
        var servers = listed.Where(server => ids.Contains(server.Id)).ToDictionary(server => server.Id);
        foreach (var id in ids.Except(servers.Keys).Take(MaxSingle))
        {
            if (await nova.FindServerAsync(id, cancellationToken) is { } server)
            {
                servers[id] = server;
            }
        }

        return servers;
    }

    /// <summary>A right that many deployments keep from this user: without it the instances tell.</summary>
    private async Task<IReadOnlyList<ComputeService>?> ServicesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await new ComputeServiceReader(session).ListAsync(cancellationToken);
        }
        catch (Exception refusal) when (refusal is OpenStackException or OperationCanceledException)
        {
            return null;
        }
    }
}
