namespace Masakari.Introspective.OpenStack.Identity;

/// <summary>One endpoint of one service.</summary>
internal sealed record CatalogEndpoint(string Type, string ServiceName, string Interface, string Region, string Url);
