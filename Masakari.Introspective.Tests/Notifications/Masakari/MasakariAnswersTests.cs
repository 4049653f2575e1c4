using System.Net;
using FluentAssertions;
using Masakari.Introspective.Notifications.Masakari;
using Masakari.Introspective.OpenStack.Http;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Masakari;

/// <summary>Bodies recorded from masakari 14.0.2, and some that it does not have.</summary>
internal sealed class MasakariAnswersTests
{
    [TestCase(
        202,
        """{"notification": {"id": 18, "notification_uuid": "7a2681ee-a6ad-42bd-b5bc-3c590c321a5d"}}""",
        nameof(MasakariAnswer.Stored)
    )]
    [TestCase(202, """{"notification": {"id": 18}}""", nameof(MasakariAnswer.Unavailable))]
    [TestCase(202, "null", nameof(MasakariAnswer.Unavailable))]
    [TestCase(200, "<html>It works!</html>", nameof(MasakariAnswer.Unavailable))]
    [TestCase(204, "", nameof(MasakariAnswer.Unavailable))]
    [TestCase(
        409,
        """{"conflictingRequest": {"code": 409, "message": "Notification received from host vm of type VM is duplicate."}}""",
        nameof(MasakariAnswer.Duplicate)
    )]
    [TestCase(
        409,
        """{"conflictingRequest": {"code": 409, "message": "Notification received from host vm of type 'VM' is ignored as the host is already under maintenance."}}""",
        nameof(MasakariAnswer.HostInMaintenance)
    )]
    [TestCase(
        409,
        """{"conflictingRequest": {"code": 409, "message": "Something new."}}""",
        nameof(MasakariAnswer.UnknownConflict)
    )]
    [TestCase(409, "", nameof(MasakariAnswer.UnknownConflict))]
    [TestCase(
        400,
        """{"badRequest": {"code": 400, "message": "Host with name nosuchhost could not be found."}}""",
        nameof(MasakariAnswer.HostNotRegistered)
    )]
    [TestCase(
        400,
        """{"badRequest": {"code": 400, "message": "Invalid input for field/attribute hostname. Value: a b/c. 'a b/c' does not match '^[a-zA-Z0-9-._]*$'"}}""",
        nameof(MasakariAnswer.BrokenSchema)
    )]
    [TestCase(
        400,
        """{"badRequest": {"code": 400, "message": "'vir_domain_event' is a required property"}}""",
        nameof(MasakariAnswer.BrokenSchema)
    )]
    [TestCase(
        400,
        """{"badRequest": {"code": 400, "message": "Additional properties are not allowed ('reason' was unexpected)"}}""",
        nameof(MasakariAnswer.BrokenSchema)
    )]
    [TestCase(
        400,
        """{"badRequest": {"code": 400, "message": "Malformed request body"}}""",
        nameof(MasakariAnswer.BrokenSchema)
    )]
    [TestCase(
        400,
        """{"badRequest": {"code": 400, "message": "None is not of type 'object'"}}""",
        nameof(MasakariAnswer.BrokenSchema)
    )]
    [TestCase(
        400,
        """{"badRequest": {"code": 400, "message": "Malformed request URL: URL's project_id '0123' doesn't match Context's project_id 'e1b1'"}}""",
        nameof(MasakariAnswer.Unavailable)
    )]
    [TestCase(400, "<html>Bad Request</html>", nameof(MasakariAnswer.UnknownBadRequest))]
    [TestCase(
        401,
        """{"error": {"code": 401, "title": "Unauthorized", "message": "The request you have made requires authentication."}}""",
        nameof(MasakariAnswer.NotAllowed)
    )]
    [TestCase(
        403,
        """{"forbidden": {"code": 403, "message": "Policy doesn't allow os_masakari_api:notifications:create to be performed."}}""",
        nameof(MasakariAnswer.NotAllowed)
    )]
    [TestCase(404, "", nameof(MasakariAnswer.Unavailable))]
    [TestCase(
        406,
        """{"masakariFault": {"code": 406, "message": "Version 1.9 is not supported by the API. Minimum is 1.0 and maximum is 1.2."}}""",
        nameof(MasakariAnswer.Unavailable)
    )]
    [TestCase(
        500,
        """{"masakariFault": {"code": 500, "message": "Unexpected API Error."}}""",
        nameof(MasakariAnswer.Unavailable)
    )]
    [TestCase(503, "<html>No server is available</html>", nameof(MasakariAnswer.Unavailable))]
    public void Classify_RecordedAnswer_HasItsMeaning(int status, string body, string meaning) =>
        MasakariAnswers.Classify(new ApiResponse((HttpStatusCode)status, body)).ToString().Should().Be(meaning);
}
