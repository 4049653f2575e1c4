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
            _ when response.IsSuccess => MasakariAnswer.Stored,
            HttpStatusCode.Conflict => Conflict(response.Message),
            HttpStatusCode.BadRequest => BadRequest(response.Message),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => MasakariAnswer.NotAllowed,
            _ => MasakariAnswer.Unavailable,
        };

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
