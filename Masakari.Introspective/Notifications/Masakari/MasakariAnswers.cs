using System.Net;
using Masakari.Introspective.OpenStack.Http;

namespace Masakari.Introspective.Notifications.Masakari;

/// <summary>
/// Reads masakari-api's answers to <c>POST /notifications</c>. The status decides; words only tell apart what shares one,
/// and words we do not know are said to be so.
/// </summary>
internal static class MasakariAnswers
{
    public static MasakariAnswer Classify(ApiResponse response) =>
        response.Status switch
        {
            // masakari-api's own word, not a proxy's or another service's "OK".
            HttpStatusCode.Accepted when RecordOf(response) is not null => MasakariAnswer.Stored,
            HttpStatusCode.Conflict => Conflict(response.Message),
            HttpStatusCode.BadRequest => BadRequest(response.Message),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => MasakariAnswer.NotAllowed,
            _ => MasakariAnswer.Unavailable,
        };

    /// <summary>UUID of the record that masakari-api says it made; null where it says no such thing.</summary>
    public static string? RecordOf(ApiResponse response) =>
        ApiJson.Text(ApiJson.TryParse(response.Body)?["notification"], "notification_uuid");

    private static MasakariAnswer Conflict(string message) =>
        Says(message, "maintenance") ? MasakariAnswer.HostInMaintenance
        : Says(message, "duplicate") ? MasakariAnswer.Duplicate
        : MasakariAnswer.UnknownConflict;

    private static MasakariAnswer BadRequest(string message) =>
        Says(message, "Malformed request URL") ? MasakariAnswer.Unavailable
        : Says(message, "Host with name") && Says(message, "could not be found") ? MasakariAnswer.HostNotRegistered
        : IsSchema(message) ? MasakariAnswer.BrokenSchema
        : MasakariAnswer.UnknownBadRequest;

    private static bool IsSchema(string message) =>
        Says(message, "Invalid input for field")
        || Says(message, "is a required property")
        || Says(message, "Additional properties are not allowed")
        || Says(message, "Malformed request body")
        || Says(message, "is not of type");

    private static bool Says(string message, string words) =>
        message.Contains(words, StringComparison.OrdinalIgnoreCase);
}
