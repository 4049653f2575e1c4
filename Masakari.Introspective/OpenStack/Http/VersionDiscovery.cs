using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Http;

/// <summary>
/// Finds the URL of one major version of a service. Scheme and host stay those of the URL that was asked: version
/// documents behind proxies often carry the inner ones.
/// </summary>
internal static partial class VersionDiscovery
{
    /// <summary>The version's URL, and whether the service itself said so (else it is the usual path, a guess).</summary>
    /// <param name="major">For instance <c>v1</c>.</param>
    public static async Task<(Uri Url, bool Found)> FindAsync(
        IApiTransport transport,
        Uri root,
        string major,
        IReadOnlyList<KeyValuePair<string, string>> headers,
        CancellationToken cancellationToken
    )
    {
        if (HasVersion(root))
        {
            return (root, true);
        }

        try
        {
            var response = await transport.SendAsync(
                new ApiRequest(HttpMethod.Get, root) { Headers = headers },
                cancellationToken
            );
            if (ApiJson.TryParse(response.Body) is { } document && LinkOf(document, major) is { } link)
            {
                return (Combine(root, link, major), true);
            }
        }
        catch (OpenStackException)
        {
            // The request proper will say what is wrong.
        }

        return (Append(root, major), false);
    }

    /// <summary>Whether the path names a version: <c>/v1</c>, <c>/identity/v3/</c>, <c>/v1/PROJECT</c>.</summary>
    public static bool HasVersion(Uri url) => VersionSegment().IsMatch(url.AbsolutePath);

    public static Uri Append(Uri url, string path)
    {
        var builder = new UriBuilder(url) { Query = "", Fragment = "" };
        builder.Path = builder.Path.TrimEnd('/') + "/" + path;
        return builder.Uri;
    }

    /// <summary>The href of the version's self link; both known shapes of the document (Keystone nests it in values).</summary>
    private static string? LinkOf(JObject document, string major)
    {
        var versions = ApiJson.Objects(document, "versions").Concat(ApiJson.Objects(document["versions"], "values"));
        var hrefs =
            from version in versions
            let id = ApiJson.Text(version, "id") ?? ""
            where id.Equals(major, StringComparison.Ordinal) || id.StartsWith(major + ".", StringComparison.Ordinal)
            from link in ApiJson.Objects(version, "links")
            where string.Equals(ApiJson.Text(link, "rel"), "self", StringComparison.Ordinal)
            select ApiJson.Text(link, "href");
        return hrefs.FirstOrDefault(h => h is not null);
    }

    private static Uri Combine(Uri root, string href, string major)
    {
        if (!Uri.TryCreate(root, href, out var link) || !HasVersion(link))
        {
            return Append(root, major);
        }

        // A proxy's prefix in the URL we were given may be unknown to the service that wrote the link.
        var prefix = root.AbsolutePath.TrimEnd('/');
        var path = link.AbsolutePath.TrimEnd('/');
        return path.StartsWith(prefix + "/", StringComparison.Ordinal)
            ? new UriBuilder(root) { Path = path, Query = "" }.Uri
            : Append(root, path[(path.LastIndexOf('/') + 1)..]);
    }

    [GeneratedRegex(@"/v\d+(\.\d+)?(/|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionSegment();
}
