using System.Globalization;
using System.Net;
using Masakari.Introspective.OpenStack.Http;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Masakari;

/// <summary>Reads how far a notification is.</summary>
/// <remarks>
/// The status first, which masakari-api knows by itself. For the workflow (<c>recovery_workflow_details</c>, microversion 1.1 and
/// later) it asks masakari-engine, and waits long for one that does not answer: that is asked apart, and is worth a short wait.
/// </remarks>
internal sealed class ProgressClient(OpenStackSession session, TimeProvider time)
{
    private const string Microversion = "instance-ha 1.1";

    /// <summary>How long the workflow is waited for.</summary>
    public static readonly TimeSpan WorkflowPatience = TimeSpan.FromSeconds(3);

    private readonly ServiceEndpoint _service = MasakariEndpoint.Create();

    /// <summary>Null where masakari-api has no such notification.</summary>
    /// <exception cref="OpenStackException">No answer, a refusal, or not a notification.</exception>
    public async Task<NotificationProgress?> ReadAsync(string uuid, CancellationToken cancellationToken)
    {
        var request = new ServiceRequest(HttpMethod.Get, $"notifications/{Uri.EscapeDataString(uuid)}");
        var response = await session.SendAsync(_service, request, cancellationToken);
        if (response.Status is HttpStatusCode.NotFound)
        {
            return null;
        }

        if (!response.IsSuccess)
        {
            throw new OpenStackException($"masakari-api refuses GET /{request.Path}: {response}", response.Status);
        }

        var status =
            Parse(response.Body)
            ?? throw new OpenStackException(
                $"masakari-api answered GET /{request.Path} with something other than a notification."
            );
        return await ReadWorkflowAsync(request, cancellationToken) ?? status;
    }

    /// <summary>Null where masakari-api is too old to tell, or masakari-engine does not answer.</summary>
    private async Task<NotificationProgress?> ReadWorkflowAsync(
        ServiceRequest request,
        CancellationToken cancellationToken
    )
    {
        var detailed = request with { Headers = [new("OpenStack-API-Version", Microversion)] };
        using var limit = new CancellationTokenSource(WorkflowPatience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var response = await session.SendAsync(_service, detailed, both.Token);
            return response.IsSuccess ? Parse(response.Body) : null;
        }
        catch (OpenStackException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
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
