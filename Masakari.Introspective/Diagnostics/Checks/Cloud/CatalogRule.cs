using Masakari.Introspective.OpenStack.Identity;

namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Judges Keystone's catalog. Pure.</summary>
internal static class CatalogRule
{
    public static readonly IReadOnlyList<string> Masakari = ["instance-ha", "ha"];

    public const string Nova = "compute";

    private const CheckGroup Group = CheckGroup.Catalog;

    /// <param name="endpoints">The catalog.</param>
    /// <param name="interfaceName">Option <c>[api] api_interface</c>.</param>
    /// <param name="region">Option <c>[api] region</c>; null takes any.</param>
    public static IReadOnlyList<Finding> Judge(
        IReadOnlyList<CatalogEndpoint> endpoints,
        string interfaceName,
        string? region
    )
    {
        if (endpoints.Count == 0)
        {
            return
            [
                Finding.Error(
                    Group,
                    FindingCodes.CatalogEmpty,
                    "Keystone's catalog",
                    "the token carries no catalog: it has no scope",
                    "Set project_name and project_domain_name in [api]."
                ),
            ];
        }

        var nova = endpoints.Any(endpoint => endpoint.Type == Nova && Fits(endpoint, interfaceName, region));
        return nova
            ? [OfMasakari(endpoints, interfaceName, region)]
            :
            [
                OfMasakari(endpoints, interfaceName, region),
                Finding.Warning(
                    Group,
                    FindingCodes.CatalogNoNova,
                    Nova,
                    $"no {interfaceName} endpoint of Nova in region {region ?? "(any)"}: HA_Enabled and planned operations are not seen",
                    "Register Nova's endpoint (openstack endpoint create), or set [masakari_introspective] read_nova = false."
                ),
            ];
    }

    private static Finding OfMasakari(IReadOnlyList<CatalogEndpoint> endpoints, string interfaceName, string? region)
    {
        var ofType = Masakari
            .Select(type => endpoints.Where(endpoint => endpoint.Type == type).ToList())
            .FirstOrDefault(found => found.Count > 0);
        if (ofType is null)
        {
            return Error(
                FindingCodes.CatalogNoService,
                $"no service of that type; there are {Names(endpoints.Select(e => e.Type))}",
                "Register masakari (openstack service create --name masakari instance-ha, then openstack endpoint create)."
            );
        }

        var ofRegion = ofType.Where(endpoint => region is null || endpoint.Region == region).ToList();
        if (ofRegion.Count == 0)
        {
            return Error(
                FindingCodes.CatalogNoRegion,
                $"no endpoint in region {region}; there are some in {Names(ofType.Select(e => e.Region))}",
                $"Set [api] region to one of these: {Names(ofType.Select(e => e.Region))}."
            );
        }

        if (ofRegion.FirstOrDefault(endpoint => Fits(endpoint, interfaceName, region)) is not { } endpoint)
        {
            return Error(
                FindingCodes.CatalogNoInterface,
                $"no {interfaceName} endpoint; there are {Names(ofRegion.Select(e => e.Interface))}",
                $"Set [api] api_interface to one of these: {Names(ofRegion.Select(e => e.Interface))}."
            );
        }

        return Uri.TryCreate(endpoint.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? Finding.Ok(
                Group,
                FindingCodes.Catalog,
                Masakari[0],
                $"{endpoint.Url} ({interfaceName}, {endpoint.Region})"
            )
            : Error(
                FindingCodes.CatalogBadUrl,
                $"its endpoint {endpoint.Url} is no http or https URL",
                "Correct it with openstack endpoint set --url."
            );
    }

    private static Finding Error(string code, string seen, string cure) =>
        Finding.Error(Group, code, Masakari[0], seen, cure);

    private static bool Fits(CatalogEndpoint endpoint, string interfaceName, string? region) =>
        (region is null || endpoint.Region == region)
        && (
            endpoint.Interface.Equals(interfaceName, StringComparison.OrdinalIgnoreCase)
            || endpoint.Interface.Equals(interfaceName + "URL", StringComparison.OrdinalIgnoreCase)
        );

    private static string Names(IEnumerable<string> names) =>
        string.Join(", ", names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
