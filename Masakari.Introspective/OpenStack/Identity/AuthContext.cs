namespace Masakari.Introspective.OpenStack.Identity;

/// <summary>What a login gave: the header that proves it, and where the services are.</summary>
internal sealed class AuthContext
{
    /// <summary>Sent with each request; its value is a secret.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>Null where a fixed endpoint is configured.</summary>
    public ServiceCatalog? Catalog { get; init; }

    /// <summary>The configured endpoint of masakari-api; null where the catalog says.</summary>
    public Uri? FixedEndpoint { get; init; }
}
