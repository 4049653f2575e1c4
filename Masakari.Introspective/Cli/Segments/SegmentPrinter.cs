using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.OpenStack.Masakari.Segments;

namespace Masakari.Introspective.Cli.Segments;

/// <summary>Prints segments and hosts, for people or for programs.</summary>
internal sealed class SegmentPrinter(OutputFormat format, TextWriter output)
{
    public void Segments(IReadOnlyList<Segment> segments)
    {
        if (format is OutputFormat.Json)
        {
            JsonOutput.Write(output, segments);
            return;
        }

        var table = new TextTable("uuid", "name", "enabled", "recovery_method", "service_type", "description");
        foreach (var s in segments)
        {
            table.Add(s.Uuid, s.Name, Enabled(s), s.RecoveryMethod, s.ServiceType, s.Description);
        }

        TablePrinter.Print(output, table);
    }

    public void Segment(Segment segment, IReadOnlyList<SegmentHost> hosts)
    {
        if (format is OutputFormat.Json)
        {
            JsonOutput.Write(
                output,
                new
                {
                    segment.Uuid,
                    segment.Name,
                    segment.Description,
                    segment.RecoveryMethod,
                    segment.ServiceType,
                    segment.Enabled,
                    Hosts = hosts,
                }
            );
            return;
        }

        TablePrinter.Print(
            output,
            TextTable.OfFields(
                ("uuid", segment.Uuid),
                ("name", segment.Name),
                ("description", segment.Description),
                ("recovery_method", segment.RecoveryMethod),
                ("service_type", segment.ServiceType),
                ("enabled", Enabled(segment)),
                ("hosts", hosts.Count.ToString(System.Globalization.CultureInfo.InvariantCulture))
            )
        );
        if (hosts.Count > 0)
        {
            output.WriteLine();
            HostTable(hosts);
        }
    }

    public void Hosts(IReadOnlyList<SegmentHost> hosts)
    {
        if (format is OutputFormat.Json)
        {
            JsonOutput.Write(output, hosts);
            return;
        }

        HostTable(hosts);
    }

    /// <summary>What a change came to: a sentence for people, the object for programs.</summary>
    /// <param name="changed">The object as it is now, or was before it was removed.</param>
    public void Done<T>(string sentence, T changed)
    {
        if (format is OutputFormat.Json)
        {
            JsonOutput.Write(output, changed);
        }
        else
        {
            output.WriteLine(sentence);
        }
    }

    private void HostTable(IReadOnlyList<SegmentHost> hosts)
    {
        var table = new TextTable("uuid", "name", "on_maintenance", "reserved", "type", "control_attributes");
        foreach (var h in hosts)
        {
            table.Add(
                h.Uuid,
                h.Name,
                new TextCell(YesOrNo(h.OnMaintenance), h.OnMaintenance ? CellTone.Warning : CellTone.Plain),
                YesOrNo(h.Reserved),
                h.Type,
                h.ControlAttributes
            );
        }

        TablePrinter.Print(output, table);
    }

    private static TextCell Enabled(Segment segment) =>
        segment.Enabled switch
        {
            true => new TextCell("yes", CellTone.Good),
            false => new TextCell("no", CellTone.Bad),
            null => new TextCell("unknown", CellTone.Faint),
        };

    private static string YesOrNo(bool value) => value ? "yes" : "no";
}
