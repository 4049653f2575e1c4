namespace Masakari.Introspective.OpenStack.Identity;

/// <summary>No Keystone: a fixed endpoint and, at most, one fixed header.</summary>
/// <param name="Endpoint">URL of masakari-api.</param>
/// <param name="HeaderName">Header sent with each request; null for none.</param>
/// <param name="HeaderValue">Its value: a secret.</param>
internal sealed record FixedCredentials(Uri Endpoint, string? HeaderName = null, string? HeaderValue = null)
    : Credentials
{
    public override string ToString() => $"{HeaderName ?? "no authentication"} at {Endpoint}";
}
