using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Notifications.Book;
using Masakari.Introspective.Notifications.Outcomes;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Masakari;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Masakari.Introspective.Diagnostics.Routes;

/// <summary>What waits to be delivered, what was, and what masakari made of it.</summary>
internal sealed class NotificationRoutes(MonitorDesk desk) : IControlRoutes
{
    /// <summary>Records that masakari-api is asked about for one answer.</summary>
    private const int MostAsked = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/v1/notifications", ListAsync);

    private async Task ListAsync(HttpContext context)
    {
        var sight = desk.Sight;
        var book = sight.Delivery.Book;
        var (waiting, delivered) = (sight.Delivery.Pending, book.Delivered);
        var names = await desk.AskAsync(
            turn =>
                waiting
                    .Concat(delivered.Select(report => report.Notification))
                    .Select(report => report.InstanceUuid)
                    .Distinct()
                    .ToDictionary(uuid => uuid, uuid => NameOf(turn, uuid)),
            context.RequestAborted
        );
        var open = delivered
            .Where(report => report is { RecordId: not null, Outcome: OutcomeKind.Pending or OutcomeKind.Error })
            .Take(MostAsked)
            .ToList();
        var read = await Task.WhenAll(
            open.Select(report => ReadAsync(sight, report.RecordId!, context.RequestAborted))
        );
        var progress = open.Zip(read).ToDictionary(pair => pair.First, pair => pair.Second);
        await ControlReply.JsonAsync(
            context,
            new NotificationsView(
                [.. waiting.Select(report => ViewOf(book.Look(report), names))],
                [.. delivered.Select(report => ViewOf(report, names, progress.GetValueOrDefault(report)))]
            )
        );
    }

    private static string NameOf(MonitorSight sight, Guid uuid) =>
        sight.Around.Instances.Find(uuid)?.DisplayName ?? sight.Parts.Story.Book.NameOf(uuid) ?? uuid.ToString();

    private async Task<(NotificationProgress? Progress, string? Problem)> ReadAsync(
        MonitorSight sight,
        string record,
        CancellationToken aborted
    )
    {
        if (sight.ReadProgress is not { } read)
        {
            return (null, null);
        }

        using var limit = new CancellationTokenSource(Patience, desk.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, aborted);
        try
        {
            return await read(record, both.Token).WaitAsync(both.Token) is { } progress
                ? (progress, null)
                : (null, $"masakari-api has no notification {record}");
        }
        catch (OpenStackException refused)
        {
            return (null, refused.Message);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return (null, $"masakari-api did not answer within {Patience.TotalSeconds:0} s");
        }
    }

    private static WaitingReportView ViewOf(WaitingReport waiting, Dictionary<Guid, string> names)
    {
        var report = waiting.Notification;
        return new WaitingReportView(
            report.InstanceUuid,
            names[report.InstanceUuid],
            report.Event,
            report.VirDomainEvent,
            report.Code,
            report.Cause,
            report.GeneratedAt,
            waiting.Attempts,
            waiting.TriedAt,
            waiting.NextAt,
            waiting.Why
        );
    }

    private static DeliveredReportView ViewOf(
        DeliveredReport delivered,
        Dictionary<Guid, string> names,
        (NotificationProgress? Progress, string? Problem) read
    )
    {
        var report = delivered.Notification;
        return new DeliveredReportView(
            report.InstanceUuid,
            names[report.InstanceUuid],
            report.Event,
            report.VirDomainEvent,
            report.Code,
            report.Cause,
            report.GeneratedAt,
            delivered.RecordId,
            delivered.StoredAt,
            read.Progress?.Status ?? ReasonCode.Of(delivered.Outcome),
            delivered.AfterS,
            [
                .. (read.Progress?.Workflow ?? []).Select(step => new WorkflowStepView(
                    step.Name,
                    step.State,
                    step.Progress,
                    step.Message
                )),
            ],
            read.Problem
        );
    }
}
