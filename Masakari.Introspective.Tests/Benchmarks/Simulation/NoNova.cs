using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>A cloud without Nova.</summary>
internal sealed class NoNova : INovaClient
{
    public Task<IReadOnlyList<NovaServer>> ListServersAsync(string host, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<NovaServer>>([]);

    public Task<NovaServer?> FindServerAsync(Guid instance, CancellationToken cancellationToken) =>
        Task.FromResult<NovaServer?>(null);

    public Task StopAsync(Guid instance, CancellationToken cancellationToken) => Task.CompletedTask;
}
