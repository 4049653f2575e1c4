using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.OpenStack.Identity;

namespace Masakari.Introspective.OpenStack;

/// <summary>Which service, which major version of it, and where that was found.</summary>
/// <param name="types">Service type and its aliases, the official one first.</param>
/// <param name="major">For instance <c>v1</c>.</param>
internal sealed class ServiceEndpoint(IReadOnlyList<string> types, string major)
{
    private readonly Lock _lock = new();
    private (Uri Root, Uri Version)? _found;

    public IReadOnlyList<string> Types { get; } = types;

    /// <summary>Whether <c>[api] endpoint</c> means this service.</summary>
    public bool UsesFixedEndpoint { get; init; }

    public async Task<Uri> FindVersionAsync(
        IApiTransport transport,
        Uri root,
        AuthContext context,
        CancellationToken token
    )
    {
        lock (_lock)
        {
            if (_found is { } known && known.Root == root)
            {
                return known.Version;
            }
        }

        // Version documents need no token; a proxy that wants one gets it (http_basic).
        var headers = context.Catalog is null ? context.Headers : [];
        var (version, found) = await VersionDiscovery.FindAsync(transport, root, major, headers, token);
        if (found)
        {
            lock (_lock)
            {
                _found = (root, version);
            }
        }

        return version;
    }

    /// <summary>Asks for the versions again next time.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _found = null;
        }
    }
}
