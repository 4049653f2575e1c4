using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Simulation;

/// <summary>Nova with the records that a scenario writes.</summary>
internal sealed class SimulatedNova : INovaClient
{
    private readonly Dictionary<Guid, NovaServer> _servers = [];

    /// <summary>Every request fails.</summary>
    public bool IsAway { get; set; }

    /// <summary>Called when Nova is told to stop an instance.</summary>
    public Action<Guid>? Stopping { get; set; }

    public void Put(NovaServer server) => _servers[server.Id] = server;

    public NovaServer? Find(Guid instance) => _servers.GetValueOrDefault(instance);

    public Task<IReadOnlyList<NovaServer>> ListServersAsync(string host, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<NovaServer>>(() =>
            [.. _servers.Values.Where(server => server.Host is null || server.Host == host)]
        );

    public Task<NovaServer?> FindServerAsync(Guid instance, CancellationToken cancellationToken) =>
        Answer(() => Find(instance));

    public Task StopAsync(Guid instance, CancellationToken cancellationToken) =>
        Answer(() =>
        {
            Stopping?.Invoke(instance);
            return true;
        });

    private Task<T> Answer<T>(Func<T> answer) =>
        IsAway
            ? Task.FromException<T>(new OpenStackException("the scenario has the Nova API away"))
            : Task.FromResult(answer());
}
