using System.CommandLine;
using System.Globalization;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Diagnostics.Views;

namespace Masakari.Introspective.Cli.Control;

/// <summary>What waits to be delivered, what was, and what masakari made of it.</summary>
internal static class NotificationsCommand
{
    public static Command Create() =>
        ControlRun.Create(
            "notifications",
            "Lists reports that wait for masakari-api, and the latest that it took with what became of each.",
            async (_, task) =>
                task.Print(await task.Client.GetAsync<NotificationsView>("/v1/notifications", task.Stopping), PrintText)
        );

    public static void PrintText(TextWriter output, NotificationsView view)
    {
        output.WriteLine(view.Waiting.Count == 0 ? "Nothing waits for masakari-api." : "Waiting for masakari-api:");
        if (view.Waiting.Count > 0)
        {
            TablePrinter.Print(output, Waiting(view.Waiting));
        }

        output.WriteLine(view.Delivered.Count == 0 ? "Nothing was delivered." : "Delivered, newest first:");
        if (view.Delivered.Count > 0)
        {
            TablePrinter.Print(output, Delivered(view.Delivered));
        }
    }

    private static TextTable Waiting(IReadOnlyList<WaitingReportView> reports)
    {
        var table = new TextTable("instance", "event", "found", "attempts", "next", "why it waits");
        foreach (var report in reports)
        {
            table.Add(
                report.Name,
                $"{report.Event} {report.Detail} [{report.Code}]",
                Words.Time(report.GeneratedAt),
                report.Attempts.ToString(CultureInfo.InvariantCulture),
                report.NextAt is { } next ? Words.Time(next) : "now",
                report.Why
            );
        }

        return table;
    }

    private static TextTable Delivered(IReadOnlyList<DeliveredReportView> reports)
    {
        var table = new TextTable("instance", "event", "taken", "notification", "status", "after", "workflow");
        foreach (var report in reports)
        {
            table.Add(
                report.Name,
                $"{report.Event} {report.Detail} [{report.Code}]",
                Words.Time(report.StoredAt),
                report.Record,
                new TextCell(report.Status, ToneOf(report.Status)),
                report.AfterS is { } after ? Words.Duration(after) : null,
                report.Problem ?? string.Join("; ", report.Workflow.Select(Step))
            );
        }

        return table;
    }

    private static string Step(WorkflowStepView step)
    {
        var progress = step.Progress is { } done
            ? $" {(done * 100).ToString("0", CultureInfo.InvariantCulture)} %"
            : "";
        return $"{step.Name} {step.State}{progress}{(step.Message is { } message ? $" ({message})" : "")}";
    }

    private static CellTone ToneOf(string status) =>
        status switch
        {
            "finished" => CellTone.Good,
            "error" or "ignored" => CellTone.Warning,
            "failed" => CellTone.Bad,
            _ => CellTone.Plain,
        };
}
