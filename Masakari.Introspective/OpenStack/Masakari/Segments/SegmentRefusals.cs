using System.Net;
using Masakari.Introspective.OpenStack.Http;

namespace Masakari.Introspective.OpenStack.Masakari.Segments;

/// <summary>Puts a refusal of masakari-api into one line: what was refused, masakari's own words, the cure.</summary>
internal static class SegmentRefusals
{
    private const string Busy =
        "A notification of this segment is new, running or in error: wait until masakari-engine is done with it.";

    private const string NotAllowed =
        "masakari-api lets administrators only: give the user of [api] that role in its project.";

    private const string NoCompute =
        "Nova has no nova-compute service on a host of exactly this name: take the name that nova-compute has "
        + "(openstack compute service list).";

    /// <param name="what">For instance <c>the deletion of segment 'a'</c>.</param>
    public static string Explain(string what, ApiResponse response)
    {
        var refusal = $"masakari-api refuses {what}: {response}";
        return CureOf(response) is { } cure ? $"{refusal} - {cure}" : refusal;
    }

    private static string? CureOf(ApiResponse response) =>
        response.Status switch
        {
            HttpStatusCode.Unauthorized => "Check user, password and project in [api].",
            HttpStatusCode.Forbidden => NotAllowed,
            // masakari itself names what it does not find.
            HttpStatusCode.NotFound when response.Message.Length == 0 =>
                "No masakari-api answers there: check its endpoint in the catalog, or [api] endpoint.",
            HttpStatusCode.NotFound => "It may have been removed meanwhile: list again.",
            HttpStatusCode.Conflict when Says(response, "already exists") => "Take another name.",
            HttpStatusCode.Conflict when Says(response, "in-use") || Says(response, "in use") => Busy,
            HttpStatusCode.BadRequest when Says(response, "Compute service") => NoCompute,
            >= HttpStatusCode.InternalServerError =>
                "The cause is in masakari-api's log; where it asks Nova, check its [DEFAULT] os_privileged_user_* options.",
            _ => null,
        };

    private static bool Says(ApiResponse response, string words) =>
        response.Message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
