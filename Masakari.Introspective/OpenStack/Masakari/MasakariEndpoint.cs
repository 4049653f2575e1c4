namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>masakari-api in the catalog; its service type was <c>ha</c> before 2018.</summary>
internal static class MasakariEndpoint
{
    public static ServiceEndpoint Create() => new(["instance-ha", "ha"], "v1") { UsesFixedEndpoint = true };
}
