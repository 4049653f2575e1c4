using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Inventory;

/// <summary>What Nova last said about the instances of this host; refreshed by one call per interval.</summary>
internal sealed partial class NovaDirectory(
    INovaClient nova,
    InventoryOptions options,
    TimeProvider time,
    ILogger<NovaDirectory> logger
)
{
    private volatile IReadOnlyDictionary<Guid, NovaServer> _servers = new Dictionary<Guid, NovaServer>();
    private bool _failing;

    /// <summary>The instance as Nova described it last; null where Nova was not read or does not have it here.</summary>
    public NovaServer? Find(Guid instance) => _servers.GetValueOrDefault(instance);

    /// <summary>Reads Nova at each interval until cancelled, and calls <paramref name="changed"/> after each success.</summary>
    public async Task RunAsync(Action changed, CancellationToken cancellationToken)
    {
        if (!options.ReadNova)
        {
            return;
        }

        using var interval = new PeriodicTimer(options.NovaInterval, time);
        do
        {
            if (await RefreshAsync(cancellationToken))
            {
                changed();
            }
        } while (await interval.WaitForNextTickAsync(cancellationToken));
    }

    private async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            var servers = await nova.ListServersAsync(options.HostName, cancellationToken);
            _servers = servers.DistinctBy(server => server.Id).ToDictionary(server => server.Id);
            if (_failing)
            {
                _failing = false;
                LogReadAgain();
            }

            return true;
        }
#pragma warning disable CA1031 // Whatever an API answers, guests are watched without it.
        catch (Exception refusal) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            // What was known stays: metadata changes rarely, and old knowledge beats none.
            if (!_failing)
            {
                _failing = true;
                LogUnreadable(refusal.Message);
            }

            return false;
        }
    }
}
