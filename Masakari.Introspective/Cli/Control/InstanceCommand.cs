using System.CommandLine;
using System.Globalization;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Diagnostics.Views;

namespace Masakari.Introspective.Cli.Control;

/// <summary>Everything about one instance.</summary>
internal static class InstanceCommand
{
    public static Command Create()
    {
        var id = ControlRun.InstanceArgument();
        var command = ControlRun.Create(
            "instance",
            "Shows everything about one instance: its channels, policy and where each value comes from, holds, budget, incident.",
            async (parsed, task) =>
                task.Print(
                    await task.Client.GetAsync<InstanceDetail>(
                        $"/v1/instances/{ControlRun.Escape(parsed.GetValue(id)!)}",
                        task.Stopping
                    ),
                    PrintText
                )
        );
        command.Arguments.Add(id);
        return command;
    }

    public static void PrintText(TextWriter output, InstanceDetail detail)
    {
        var summary = detail.Summary;
        var fields = new List<(string, TextCell)>
        {
            ("name", summary.Name),
            ("uuid", summary.Uuid.ToString()),
            ("domain", summary.Domain),
            ("status", new TextCell(StatusView.KeyOf(summary.Status), InstancesCommand.ToneOf(summary.Status))),
            ("since", Words.Time(summary.Since)),
            ("why", InstancesCommand.Why(summary)),
            ("booted", Words.Time(detail.BootedAt)),
            ("HA_Enabled", InstancesCommand.HaEnabled(summary.HaEnabled)),
            ("guest agent", detail.Agent.Why),
            ("last answer", summary.ObservedAt is { } at ? $"{summary.Finding}, {Words.Time(at)}" : summary.Finding),
            ("misses", InstancesCommand.Misses(summary)),
            ("second opinion", detail.Agent.Opinion),
        };
        fields.AddRange(detail.Agent.Policy.Select(setting => (setting.Name, (TextCell)Setting(setting))));
        fields.AddRange(detail.Heartbeats.Select(beat => ("heartbeat", (TextCell)Heartbeat(beat))));
        if (detail.HealthCheck is { } check)
        {
            fields.Add(("health check", $"{check.Path}: {(check.Failed ? "fails" : "no failure")}"));
        }

        fields.Add(("hold", detail.Hold is { } hold ? Words.Hold(hold) : "none"));
        fields.Add(("recoveries", Budget(detail.Budget)));
        fields.Add(("incident", detail.Incident is { } incident ? Incident(incident) : "none"));
        fields.Add(("failed sides", string.Join(", ", detail.FailedSides)));
        fields.AddRange(detail.Decisions.Select(decision => ("decision", (TextCell)Decision(decision))));
        TablePrinter.Print(output, TextTable.OfFields([.. fields]));
    }

    public static string Decision(DecisionView decision) =>
        $"{Words.Time(decision.At)} {ReasonCode.Of(decision.Kind)} [{decision.Code}] {decision.Words}";

    private static string Setting(SettingView setting) =>
        string.Create(CultureInfo.InvariantCulture, $"{setting.Value:0.###} ({setting.Origin})");

    private static string Heartbeat(HeartbeatChannelView beat) =>
        beat.Registered
            ? $"{beat.Port}: {beat.State}, registered as {beat.Name}, every {beat.IntervalMs} ms, on failure {beat.OnFailure}"
            : $"{beat.Port}: {beat.State}";

    private static string Budget(BudgetView budget)
    {
        var limit = budget.Allowed == 0 ? "no limit" : $"{budget.Allowed} in {Words.Duration(budget.WindowS)}";
        var rest = budget.CoolUntil is { } until ? $"; rests until {Words.Time(until)}: {budget.CoolWhy}" : "";
        return $"{budget.Reported.Count} reported of late ({limit}){rest}";
    }

    private static string Incident(IncidentView incident) =>
        $"{incident.Event} {incident.Detail} [{incident.Cause}], {Words.Time(incident.At)}, "
        + (incident.Delivered ? "delivered" : "waits for delivery");
}
