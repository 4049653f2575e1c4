using System.Net;
using FluentAssertions;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.OpenStack.Masakari.Segments;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.OpenStack.Segments;

internal sealed class SegmentRefusalsTests
{
    [TestCase(401, "The request you have made requires authentication.", "user, password and project in [api]")]
    [TestCase(403, "Policy doesn't allow os_masakari_api:segments:index to be performed.", "administrators only")]
    [TestCase(404, "No failover segment with id x.", "list again")]
    [TestCase(409, "Failover segment with name a already exists.", "another name")]
    [TestCase(409, "Failover segment x can't be updated as it is in-use to process notifications.", "wait until")]
    [TestCase(400, "Compute service with name x could not be found.", "openstack compute service list")]
    [TestCase(500, "Unexpected API Error.", "masakari-api's log")]
    public void Explain_Refusal_HasMasakarisWordsAndACure(int status, string message, string cure) =>
        Explain(status, message)
            .Should()
            .StartWith($"masakari-api refuses the deletion: HTTP {status}: {message} - ")
            .And.Contain(cure);

    [TestCase(400, "Invalid input for field/attribute name.")]
    [TestCase(409, "words of a later masakari")]
    public void Explain_RefusalWithoutACure_HasMasakarisWords(int status, string message) =>
        Explain(status, message).Should().Be($"masakari-api refuses the deletion: HTTP {status}: {message}");

    private static string Explain(int status, string message) =>
        SegmentRefusals.Explain(
            "the deletion",
            new ApiResponse((HttpStatusCode)status, "{\"fault\": {\"message\": \"" + message + "\"}}")
        );
}
