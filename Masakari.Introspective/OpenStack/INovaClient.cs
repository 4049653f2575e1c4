namespace Masakari.Introspective.OpenStack;

/// <summary>What the monitor asks of Nova. Every call throws <see cref="OpenStackException"/> when it fails.</summary>
internal interface INovaClient
{
    /// <summary>All instances of all projects on the compute host <paramref name="host"/>; one call.</summary>
    Task<IReadOnlyList<NovaServer>> ListServersAsync(string host, CancellationToken cancellationToken);

    /// <summary>One instance; null when Nova does not know it.</summary>
    Task<NovaServer?> FindServerAsync(Guid instance, CancellationToken cancellationToken);

    /// <summary>Has Nova stop the instance (os-stop); returns when Nova took the request.</summary>
    Task StopAsync(Guid instance, CancellationToken cancellationToken);
}
