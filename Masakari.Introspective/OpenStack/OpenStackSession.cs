using System.Net;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.OpenStack.Identity;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.OpenStack;

/// <summary>Login, catalog and connection pool, shared by the clients of all services.</summary>
internal sealed class OpenStackSession : IDisposable
{
    // After a connection failure the catalog is read again, but not at every try of a long outage.
    private static readonly TimeSpan MinCatalogAge = TimeSpan.FromMinutes(5);

    private readonly ApiSettings _settings;
    private readonly ApiTransport _transport;
    private readonly IIdentity _identity;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private AuthContext? _seen;
    private AuthContext? _stale;
    private long _seenAt;

    /// <exception cref="Configuration.ConfigException">A certificate file is missing or bad; names the option.</exception>
    public OpenStackSession(ApiSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        _settings = settings;
        _time = time;
        _transport = new ApiTransport(settings.Http, time, loggers.CreateLogger<ApiTransport>());
        _identity = settings.Credentials switch
        {
            KeystoneCredentials keystone => new KeystoneIdentity(
                keystone,
                _transport,
                time,
                loggers.CreateLogger<KeystoneIdentity>()
            ),
            FixedCredentials other => new FixedIdentity(other),
            var other => throw new InvalidOperationException($"No identity for {other.GetType().Name}."),
        };
    }

    /// <summary>
    /// Sends one request to the service; a token that the service rejects is renewed once. Every status is an answer, 401
    /// too.
    /// </summary>
    /// <exception cref="OpenStackException">No login, no endpoint or no answer.</exception>
    public async Task<ApiResponse> SendAsync(ServiceEndpoint service, ServiceRequest request, CancellationToken token)
    {
        var context = await LoginAsync(rejected: null, token);
        var response = await SendAsync(service, request, context, token);
        if (response.Status != HttpStatusCode.Unauthorized || !_identity.CanRenew)
        {
            return response;
        }

        context = await LoginAsync(rejected: context, token);
        return await SendAsync(service, request, context, token);
    }

    /// <summary>The current login.</summary>
    /// <exception cref="OpenStackException">Keystone does not answer, or does not let us in.</exception>
    public Task<AuthContext> LoginAsync(CancellationToken token) => LoginAsync(rejected: null, token);

    /// <summary>Asks for a URL without a login: whether anything answers there, and what its clock says.</summary>
    /// <exception cref="OpenStackException">No answer.</exception>
    public Task<ApiResponse> ReachAsync(Uri url, CancellationToken token) =>
        _transport.SendAsync(new ApiRequest(HttpMethod.Get, url), token);

    public void Dispose() => _transport.Dispose();

    private async Task<ApiResponse> SendAsync(
        ServiceEndpoint service,
        ServiceRequest request,
        AuthContext context,
        CancellationToken token
    )
    {
        var root = service.UsesFixedEndpoint ? context.FixedEndpoint : null;
        root ??= Catalog(context, service).Find(service.Types, _settings.Interface, _settings.Region);
        try
        {
            var version = await service.FindVersionAsync(_transport, root, context, token);
            var url = new Uri(VersionDiscovery.Append(version, request.Path).AbsoluteUri + request.Query);
            return await _transport.SendAsync(
                new ApiRequest(request.Method, url)
                {
                    Body = request.Body,
                    Headers = [.. context.Headers, .. request.Headers],
                },
                token
            );
        }
        catch (OpenStackException)
        {
            service.Forget();
            ForgetOldCatalog(context);
            throw;
        }
    }

    private async Task<AuthContext> LoginAsync(AuthContext? rejected, CancellationToken token)
    {
        AuthContext? stale;
        lock (_lock)
        {
            stale = rejected ?? _stale;
        }

        var context = await _identity.GetAsync(stale, token);
        lock (_lock)
        {
            if (!ReferenceEquals(_seen, context))
            {
                _seen = context;
                _seenAt = _time.GetTimestamp();
            }
        }

        return context;
    }

    private void ForgetOldCatalog(AuthContext context)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_seen, context) && _time.GetElapsedTime(_seenAt) > MinCatalogAge)
            {
                _stale = context;
            }
        }
    }

    private static ServiceCatalog Catalog(AuthContext context, ServiceEndpoint service) =>
        context.Catalog
        ?? throw new OpenStackException(
            $"No service catalog with this auth_type, so {service.Types[0]} cannot be found: use one that logs in to "
                + "Keystone."
        );
}
