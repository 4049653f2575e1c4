using System.CommandLine;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.OpenStack.Masakari.Segments;

namespace Masakari.Introspective.Cli.Segments;

/// <summary>Puts this host into a segment, under the name that the daemon gives in its notifications.</summary>
internal static class RegisterThisHostCommand
{
    public static Command Create()
    {
        var segment = new Argument<string>("segment")
        {
            Description = "A segment's uuid or name, or the beginning of either; with --create its whole name.",
        };
        var create = new Option<bool>("--create")
        {
            Description = "Make the segment (recovery method auto) where it is not there.",
        };
        var command = SegmentRun.Create(
            "register-this-host",
            "Adds this host to a segment under the daemon's host name ([DEFAULT] hostname). Being there already is no error.",
            (parsed, task) => RunAsync(parsed.GetValue(segment)!, parsed.GetValue(create), task)
        );
        command.Arguments.Add(segment);
        command.Options.Add(create);
        return command;
    }

    private static async Task RunAsync(string wanted, bool mayCreate, SegmentTask task)
    {
        var segments = await task.Client.ListAsync(task.Stopping);
        var segment = mayCreate
            ? NameMatch.Exact(wanted, segments, s => s.Uuid, s => s.Name)
            : NameMatch.Find("segment", wanted, segments, s => s.Uuid, s => s.Name);
        if (await task.Client.FindHostAsync(task.HostName, task.Stopping) is { } there)
        {
            SayThere(there, segment, wanted, task);
            return;
        }

        var isNew = segment is null;
        segment ??= await task.Client.CreateAsync(
            new SegmentValues
            {
                Name = wanted,
                RecoveryMethod = "auto",
                ServiceType = "compute",
            },
            task.Stopping
        );
        var added = await task.Client.AddHostAsync(segment, new HostValues(task.HostName), task.Stopping);
        var made = isNew ? ", which was made" : "";
        Say(
            $"Host {added.Name} ({added.Uuid}) is registered in segment {segment.Name}{made}.",
            "registered",
            added,
            task
        );
    }

    private static void SayThere(SegmentHost there, Segment? segment, string wanted, SegmentTask task)
    {
        if (!there.SegmentUuid.Equals(segment?.Uuid, StringComparison.OrdinalIgnoreCase))
        {
            throw new CommandFailure(
                $"Host {there.Name} is in segment '{there.SegmentName}', not in '{wanted}', and a host can be in one segment "
                    + $"only: leave it there, or first run: masakari-introspective segment host remove {there.SegmentUuid} "
                    + there.Uuid
            );
        }

        var maintenance = there.OnMaintenance
            ? " It is in maintenance: masakari refuses its notifications until"
                + $" 'masakari-introspective segment host maintenance {there.SegmentUuid} {there.Uuid} off'."
            : "";
        var disabled = segment?.Enabled is false
            ? " The segment is disabled: masakari recovers nothing until"
                + $" 'masakari-introspective segment update {there.SegmentUuid} --enabled'."
            : "";
        Say(
            $"Host {there.Name} is in segment {there.SegmentName} already.{maintenance}{disabled}",
            "already-registered",
            there,
            task
        );
    }

    private static void Say(string sentence, string outcome, SegmentHost host, SegmentTask task) =>
        task.Printer.Done(sentence, new { Outcome = outcome, Host = host });
}
