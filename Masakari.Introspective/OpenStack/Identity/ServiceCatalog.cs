using Masakari.Introspective.OpenStack.Http;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Identity;

/// <summary>Keystone's list of services and their endpoints.</summary>
internal sealed class ServiceCatalog(IReadOnlyList<CatalogEndpoint> endpoints)
{
    public IReadOnlyList<CatalogEndpoint> Endpoints { get; } = endpoints;

    /// <summary>Reads the <c>catalog</c> array of a token.</summary>
    public static ServiceCatalog Parse(JToken token) =>
        new([
            .. from service in ApiJson.Objects(token, "catalog")
            from endpoint in ApiJson.Objects(service, "endpoints")
            select new CatalogEndpoint(
                ApiJson.Text(service, "type") ?? "",
                ApiJson.Text(service, "name") ?? "",
                ApiJson.Text(endpoint, "interface") ?? "",
                ApiJson.Text(endpoint, "region") ?? ApiJson.Text(endpoint, "region_id") ?? "",
                ApiJson.Text(endpoint, "url") ?? ""
            ),
        ]);

    /// <summary>The endpoint of the first of <paramref name="types"/> that the catalog has.</summary>
    /// <param name="types">Service type and its aliases, the official one first.</param>
    /// <param name="interfaceName"><c>public</c>, <c>internal</c> or <c>admin</c>.</param>
    /// <param name="region">Null takes any.</param>
    /// <exception cref="OpenStackException">There is none; says what there is.</exception>
    public Uri Find(IReadOnlyList<string> types, string interfaceName, string? region)
    {
        if (Endpoints.Count == 0)
        {
            throw new OpenStackException(
                "Keystone's token carries no service catalog: set project_name (or another scope) in [api]."
            );
        }

        var ofType = types
            .Select(type => Endpoints.Where(e => string.Equals(e.Type, type, StringComparison.Ordinal)).ToList())
            .FirstOrDefault(found => found.Count > 0);
        if (ofType is null)
        {
            throw new OpenStackException(
                $"Keystone's catalog has no service of type {types[0]}; it has {Join(Endpoints.Select(e => e.Type))}. "
                    + "Register the service and its endpoints."
            );
        }

        var ofRegion = ofType
            .Where(e => region is null || string.Equals(e.Region, region, StringComparison.Ordinal))
            .ToList();
        if (ofRegion.Count == 0)
        {
            throw new OpenStackException(
                $"Keystone's catalog has no endpoint of {types[0]} in region {region}; it has "
                    + $"{Join(ofType.Select(e => e.Region))}. Check [api] region."
            );
        }

        var endpoint =
            ofRegion.FirstOrDefault(e => IsInterface(e.Interface, interfaceName))
            ?? throw new OpenStackException(
                $"Keystone's catalog has no {interfaceName} endpoint of {types[0]}; it has "
                    + $"{Join(ofRegion.Select(e => e.Interface))}. Check [api] api_interface."
            );
        return Uri.TryCreate(endpoint.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new OpenStackException(
                $"Keystone's catalog gives {types[0]} the endpoint {endpoint.Url}, which is no http or https URL."
            );
    }

    // Catalogs converted from v2 say publicURL.
    private static bool IsInterface(string have, string want) =>
        have.Equals(want, StringComparison.OrdinalIgnoreCase)
        || have.Equals(want + "URL", StringComparison.OrdinalIgnoreCase);

    private static string Join(IEnumerable<string> names) =>
        string.Join(", ", names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
