using System.Globalization;
using System.Net;
using Masakari.Introspective.OpenStack.Http;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>Reads how far a notification is.</summary>
/// <remarks>At microversion 1.1, the first with <c>recovery_workflow_details</c>; an older masakari-api tells the status alone.</remarks>
internal sealed class ProgressClient(OpenStackSession session)
{
    private const string Microversion = "instance-ha 1.1";

    private readonly ServiceEndpoint _service = MasakariEndpoint.Create();

    /// <summary>Null where masakari-api has no such notification.</summary>
    /// <exception cref="OpenStackException">No answer, a refusal, or not a notification.</exception>
    public async Task<NotificationProgress?> ReadAsync(string uuid, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(HttpMethod.Get, $"notifications/{Uri.EscapeDataString(uuid)}");
        var detailed = request with { Headers = [new("OpenStack-API-Version", Microversion)] };
        var response = await session.SendAsync(_service, detailed, cancellationToken);
        if (response.Status is HttpStatusCode.NotAcceptable)
        {
            response = await session.SendAsync(_service, request, cancellationToken);
        }

        if (response.Status is HttpStatusCode.NotFound)
        {
            return null;
        }

        return response.IsSuccess
            ? Parse(response.Body)
                ?? throw new OpenStackException(
                    $"masakari-api answered GET /{request.Path} with something other than a notification."
                )
            : throw new OpenStackException($"masakari-api refuses GET /{request.Path}: {response}", response.Status);
    }

    /// <summary>Null where the body is no notification.</summary>
    public static NotificationProgress? Parse(string body) =>
        ApiJson.TryParse(body)?["notification"] is JObject record && ApiJson.Text(record, "status") is { } status
            ? new NotificationProgress(status, [.. ApiJson.Objects(record, "recovery_workflow_details").Select(ToStep)])
            : null;

    private static WorkflowStep ToStep(JObject step) =>
        new(
            ApiJson.Text(step, "name") ?? "",
            ApiJson.Text(step, "state") ?? "",
            double.TryParse(
                ApiJson.Text(step, "progress"),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var progress
            )
                ? progress
                : null,
            ApiJson.Text(ApiJson.Objects(step, "progress_details").LastOrDefault(), "message")
        );
}
