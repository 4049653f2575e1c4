namespace Masakari.Introspective.OpenStack.Identity;

/// <summary>For none, http_basic and admin_token: nothing to log in to.</summary>
internal sealed class FixedIdentity(FixedCredentials credentials) : IIdentity
{
    private readonly AuthContext _context = new()
    {
        Headers = credentials is { HeaderName: { } name, HeaderValue: { } value } ? [new(name, value)] : [],
        FixedEndpoint = credentials.Endpoint,
    };

    public bool CanRenew => false;

    public Task<AuthContext> GetAsync(AuthContext? rejected, CancellationToken cancellationToken) =>
        Task.FromResult(_context);
}
