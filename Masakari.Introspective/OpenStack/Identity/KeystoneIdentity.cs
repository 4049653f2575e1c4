using System.Globalization;
using System.Net;
using Masakari.Introspective.OpenStack.Http;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Identity;

/// <summary>
/// Logs in to Keystone v3. One token serves every request until shortly before it expires, or until a service rejects it;
/// however many requests wait, there is one login at a time and all of them share its outcome.
/// </summary>
internal sealed partial class KeystoneIdentity(
    KeystoneCredentials credentials,
    IApiTransport transport,
    TimeProvider time,
    ILogger<KeystoneIdentity> logger
) : IIdentity
{
    // keystoneauth renews 30 s before; a request may take that long here, so twice.
    private static readonly TimeSpan RenewBefore = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private AuthContext? _current;
    private long _obtainedAt;
    private TimeSpan _usableFor;
    private Task<AuthContext>? _login;
    private Uri? _tokensUrl;

    public bool CanRenew => true;

    public Task<AuthContext> GetAsync(AuthContext? rejected, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (
                _current is not null
                && !ReferenceEquals(_current, rejected)
                && time.GetElapsedTime(_obtainedAt) < _usableFor
            )
            {
                return Task.FromResult(_current);
            }

            // The login outlives the caller that began it: others wait for it too.
            _login ??= LoginAndKeepAsync();
            return _login.WaitAsync(cancellationToken);
        }
    }

    private async Task<AuthContext> LoginAndKeepAsync()
    {
        await Task.Yield();
        try
        {
            var (context, lifetime) = await LoginAsync(CancellationToken.None);
            lock (_lock)
            {
                _current = context;
                _obtainedAt = time.GetTimestamp();
                _usableFor = lifetime - RenewBefore;
            }

            return context;
        }
        finally
        {
            lock (_lock)
            {
                _login = null;
            }
        }
    }

    private async Task<(AuthContext Context, TimeSpan Lifetime)> LoginAsync(CancellationToken cancellationToken)
    {
        var url = _tokensUrl ?? await FindTokensUrlAsync(cancellationToken);
        var response = await transport.SendAsync(
            new ApiRequest(HttpMethod.Post, url) { Body = ApiJson.Write(credentials.ToRequest()) },
            cancellationToken
        );
        if (!response.IsSuccess)
        {
            throw Refused(url, response);
        }

        if (
            response.SubjectToken is not { Length: > 0 } secret
            || ApiJson.TryParse(response.Body)?["token"] is not JObject token
        )
        {
            throw new OpenStackException($"Keystone at {url} answered without a token: check [api] auth_url.");
        }

        _tokensUrl = url;
        LogLoggedIn(logger, url, ApiJson.Text(token, "expires_at") ?? "never");
        var context = new AuthContext
        {
            Headers = [new("X-Auth-Token", secret)],
            Catalog = ServiceCatalog.Parse(token),
        };
        return (context, LifetimeOf(token));
    }

    private async Task<Uri> FindTokensUrlAsync(CancellationToken cancellationToken)
    {
        var discovery = await VersionDiscovery.FindAsync(transport, credentials.AuthUrl, "v3", [], cancellationToken);
        return VersionDiscovery.Append(discovery.Url, "auth/tokens");
    }

    private static OpenStackException Refused(Uri url, ApiResponse response)
    {
        var cure = response.Status switch
        {
            HttpStatusCode.Unauthorized => " Check user, password and domains in [api].",
            HttpStatusCode.NotFound => " Check [api] auth_url.",
            _ => "",
        };
        return new OpenStackException($"Keystone refuses the login at {url}: {response}{cure}", response.Status);
    }

    /// <summary>From Keystone's own two times, so that a wrong clock here does not make every token look expired.</summary>
    private static TimeSpan LifetimeOf(JObject token)
    {
        if (!TryTime(token, "expires_at", out var expires))
        {
            return TimeSpan.MaxValue;
        }

        return TryTime(token, "issued_at", out var issued) ? expires - issued : TimeSpan.FromHours(1);
    }

    private static bool TryTime(JObject token, string name, out DateTimeOffset value) =>
        DateTimeOffset.TryParse(
            ApiJson.Text(token, name),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out value
        );
}
