using System.Globalization;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Diagnostics.Views;

namespace Masakari.Introspective.Cli.Control.Watch;

/// <summary>One picture of the live table: lines of cells, never more than the terminal has rows. Pure.</summary>
internal static class WatchFrame
{
    /// <summary>How long a row is marked after its status changed.</summary>
    private static readonly TimeSpan News = TimeSpan.FromSeconds(10);

    /// <summary>Rows of a terminal from which on there is room for more than one line above the table.</summary>
    private const int Roomy = 12;

    private static readonly string[] Headers = ["*", "name", "domain", "status", "for", "misses", "last", "why"];

    /// <summary>Characters of each column at most; the last takes what is left.</summary>
    private static readonly int[] Most = [1, 32, 24, 10, 12, 8, 20, 1000];

    /// <param name="interval">Between two questions, in s.</param>
    /// <param name="height">Rows of the terminal.</param>
    public static IReadOnlyList<IReadOnlyList<TextCell>> Draw(WatchData data, double interval, int height)
    {
        List<IReadOnlyList<TextCell>> lines = [.. Head(data, interval)];
        if (height < Roomy)
        {
            // What is worst matters more than what surrounds it; a problem stays.
            lines.RemoveRange(1, Math.Max(0, lines.Count - 1));
        }
        else
        {
            lines.Add([]);
        }

        if (data.Status is not null)
        {
            lines.AddRange(Table(data, Math.Max(0, height - lines.Count)));
        }

        return [.. lines.Take(Math.Max(1, height))];
    }

    private static IEnumerable<IReadOnlyList<TextCell>> Head(WatchData data, double interval)
    {
        if (data.Problem is { } problem)
        {
            yield return [new TextCell(problem, CellTone.Bad)];
            yield return
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Asked again every {interval:0.#} s; below is what was last known. q quits."
                ),
            ];
        }

        if (data.Status is not { } status)
        {
            yield break;
        }

        yield return
        [
            new TextCell($"{status.Program} {status.Version}", CellTone.Good),
            $"host {status.Host}",
            $"up {Words.Duration(status.UptimeS)}",
            Words.Time(data.Now),
            string.Create(CultureInfo.InvariantCulture, $"every {interval:0.#} s"),
            "q quits",
        ];
        yield return
        [
            "watch",
            StatusCommand.Watch(status),
            "libvirt",
            StatusCommand.Libvirt(status),
            "reports",
            StatusCommand.Reports(status),
            "notifications",
            StatusCommand.Outbox(status.Notifications),
        ];
        yield return
        [
            "brake",
            StatusCommand.Brake(status.Brake),
            "own health",
            StatusCommand.Health(status.Health),
            "host hold",
            status.Hold is { } hold ? new TextCell(Words.Hold(hold), CellTone.Warning) : "none",
        ];
        yield return [$"{data.Instances.Count} instances:", StatusCommand.Instances(status)];
    }

    private static IEnumerable<IReadOnlyList<TextCell>> Table(WatchData data, int height)
    {
        var sorted = WatchOrder.WorstFirst(data.Instances);
        // Where not all fit, the last line says how many there are below.
        var room = Math.Max(0, height - 1);
        var shown = sorted.Count <= room ? sorted.Count : Math.Max(0, room - 1);
        List<IReadOnlyList<TextCell>> rows = [.. sorted.Take(shown).Select(instance => Row(instance, data.Now))];
        var widths = Headers
            .Select((header, column) => rows.Select(row => Cut(row[column], column).Length).Append(header.Length).Max())
            .ToArray();
        yield return
        [
            .. Headers.Select((header, column) => new TextCell(header.PadRight(widths[column]), CellTone.Faint)),
        ];
        foreach (var row in rows)
        {
            yield return
            [
                .. row.Select((cell, column) => cell with { Text = Cut(cell, column).PadRight(widths[column]) }),
            ];
        }

        if (shown < sorted.Count)
        {
            yield return [new TextCell($"... and {sorted.Count - shown} more, none of them worse", CellTone.Faint)];
        }
    }

    private static IReadOnlyList<TextCell> Row(InstanceView instance, DateTimeOffset now)
    {
        var isNews = now - instance.Since < News;
        return
        [
            new TextCell(isNews ? "*" : ".", isNews ? CellTone.Warning : CellTone.Faint),
            instance.Name,
            instance.Domain,
            new TextCell(StatusView.KeyOf(instance.Status), InstancesCommand.ToneOf(instance.Status)),
            Words.Duration((now - instance.Since).TotalSeconds),
            InstancesCommand.Misses(instance),
            instance.Finding,
            InstancesCommand.Why(instance),
        ];
    }

    private static string Cut(TextCell cell, int column)
    {
        var text = cell.Shown;
        return text.Length <= Most[column] ? text : text[..(Most[column] - 1)] + "…";
    }
}
