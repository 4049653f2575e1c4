using System.Net;
using Masakari.Introspective.Notifications.Outcomes;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Masakari;

namespace Masakari.Introspective.Notifications.Masakari;

/// <summary>Reads a notification's status from masakari-api.</summary>
internal sealed class MasakariOutcomes(IMasakariClient client) : IOutcomeReader
{
    public async Task<OutcomeReading> ReadAsync(string recordId, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetNotificationAsync(recordId, cancellationToken) is { } record
                ? new OutcomeReading(KindOf(record.Status))
                : new OutcomeReading(null, IsRefused: true, $"masakari-api has no notification {recordId}");
        }
        catch (OpenStackException refused)
        {
            var isForbidden = refused.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
            return new OutcomeReading(null, isForbidden, refused.Message);
        }
    }

    /// <summary>masakari's word; one that we do not know is not the end.</summary>
    public static OutcomeKind KindOf(string? status) =>
        status switch
        {
            "finished" => OutcomeKind.Finished,
            "error" => OutcomeKind.Error,
            "failed" => OutcomeKind.Failed,
            "ignored" => OutcomeKind.Ignored,
            _ => OutcomeKind.Pending,
        };
}
