using Masakari.Introspective.OpenStack.Http;

namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Reads masakari's version document. Pure.</summary>
internal static class ApiVersions
{
    /// <summary>Where the document is: the endpoint without its version and what follows.</summary>
    public static Uri RootOf(Uri endpoint)
    {
        var parts = endpoint.AbsolutePath.Split('/');
        var version = Array.FindIndex(parts, part => part is ['v', >= '0' and <= '9', ..]);
        return version < 0
            ? endpoint
            : new UriBuilder(endpoint) { Path = string.Join('/', parts[..version]) + "/", Query = "" }.Uri;
    }

    /// <returns>For instance <c>microversions 1.0 to 1.2</c>; null where the answer is no version document.</returns>
    public static string? Read(ApiResponse answer) =>
        ApiJson
            .Objects(ApiJson.TryParse(answer.Body), "versions")
            .Where(version => ApiJson.Text(version, "version") is { Length: > 0 })
            .Select(version =>
                $"microversions {ApiJson.Text(version, "min_version")} to {ApiJson.Text(version, "version")}"
            )
            .FirstOrDefault();
}
