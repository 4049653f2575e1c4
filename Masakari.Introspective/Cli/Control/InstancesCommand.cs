using System.CommandLine;
using System.Globalization;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Monitoring;

namespace Masakari.Introspective.Cli.Control;

/// <summary>All instances of this host, one a row.</summary>
internal static class InstancesCommand
{
    public static Command Create() =>
        ControlRun.Create(
            "instances",
            "Lists the instances of this host, how each stands, and why it is not watched or not reported.",
            async (_, task) =>
                task.Print(await task.Client.GetAsync<List<InstanceView>>("/v1/instances", task.Stopping), PrintText)
        );

    public static void PrintText(TextWriter output, IReadOnlyList<InstanceView> instances)
    {
        var table = new TextTable("name", "uuid", "domain", "status", "since", "misses", "last", "HA_Enabled", "why");
        foreach (var instance in instances)
        {
            table.Add(
                instance.Name,
                instance.Uuid.ToString(),
                instance.Domain,
                new TextCell(StatusView.KeyOf(instance.Status), ToneOf(instance.Status)),
                Words.Time(instance.Since),
                Misses(instance),
                instance.Finding,
                HaEnabled(instance.HaEnabled),
                Why(instance)
            );
        }

        TablePrinter.Print(output, table);
    }

    public static CellTone ToneOf(InstanceStatus status) =>
        status switch
        {
            InstanceStatus.Healthy => CellTone.Good,
            InstanceStatus.Suspect or InstanceStatus.Held or InstanceStatus.Unarmed => CellTone.Warning,
            InstanceStatus.Reported or InstanceStatus.GivenUp => CellTone.Bad,
            _ => CellTone.Faint,
        };

    public static string HaEnabled(bool? enabled) =>
        enabled switch
        {
            true => "yes",
            false => "no",
            null => "not known",
        };

    public static string Misses(InstanceView instance) =>
        instance.Threshold is { } threshold
            ? string.Create(CultureInfo.InvariantCulture, $"{instance.Misses} of {threshold}")
            : "";

    public static string? Why(InstanceView instance) =>
        instance.Code is { } code ? $"[{code}] {instance.Why}" : instance.Why;
}
