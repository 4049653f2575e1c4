using System.CommandLine;
using Masakari.Introspective.OpenStack.Masakari.Segments;

namespace Masakari.Introspective.Cli.Segments;

/// <summary>The hosts of a failover segment.</summary>
internal static class SegmentHostCommand
{
    private const string On = "on";
    private const string Off = "off";

    public static Command Create()
    {
        var command = new Command("host", "Reads and changes the hosts of a segment.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Add());
        command.Subcommands.Add(Remove());
        command.Subcommands.Add(Maintenance());
        return command;
    }

    private static Command List()
    {
        var segment = SegmentCommand.SegmentArgument();
        var command = SegmentRun.Create(
            "list",
            "Lists the hosts of a segment.",
            async (parsed, task) =>
            {
                var found = await task.FindSegmentAsync(parsed.GetValue(segment)!);
                task.Printer.Hosts(await task.Client.ListHostsAsync(found, task.Stopping));
            }
        );
        command.Arguments.Add(segment);
        return command;
    }

    private static Command Add()
    {
        var segment = SegmentCommand.SegmentArgument();
        var host = new Argument<string>("host") { Description = "nova-compute's name of the host, exactly." };
        var type = Text("--type", HostValues.DefaultType);
        var attributes = Text("--control-attributes", HostValues.DefaultControlAttributes);
        var reserved = new Option<bool>("--reserved") { Description = "Keep it free for instances of other hosts." };
        var maintenance = new Option<bool>("--on-maintenance") { Description = "masakari refuses its notifications." };
        var command = SegmentRun.Create(
            "add",
            "Adds a host to a segment; Nova must know it by this name.",
            async (parsed, task) =>
            {
                var values = new HostValues(parsed.GetValue(host)!)
                {
                    Type = parsed.GetValue(type)!,
                    ControlAttributes = parsed.GetValue(attributes)!,
                    Reserved = parsed.GetValue(reserved),
                    OnMaintenance = parsed.GetValue(maintenance),
                };
                var found = await task.FindSegmentAsync(parsed.GetValue(segment)!);
                var added = await task.Client.AddHostAsync(found, values, task.Stopping);
                task.Printer.Done($"Host {added.Name} ({added.Uuid}) is in segment {found.Name}.", added);
            }
        );
        command.Arguments.Add(segment);
        command.Arguments.Add(host);
        command.Options.Add(type);
        command.Options.Add(attributes);
        command.Options.Add(reserved);
        command.Options.Add(maintenance);
        return command;
    }

    private static Command Remove()
    {
        var (segment, host) = (SegmentCommand.SegmentArgument(), HostArgument());
        var command = SegmentRun.Create(
            "remove",
            "Removes a host from a segment. Refused while a notification of the segment is worked on.",
            async (parsed, task) =>
            {
                var found = await task.FindSegmentAsync(parsed.GetValue(segment)!);
                var removed = await task.FindHostAsync(found, parsed.GetValue(host)!);
                await task.Client.RemoveHostAsync(found, removed, task.Stopping);
                task.Printer.Done(
                    $"Host {removed.Name} ({removed.Uuid}) is removed from segment {found.Name}.",
                    removed
                );
            }
        );
        command.Arguments.Add(segment);
        command.Arguments.Add(host);
        return command;
    }

    private static Command Maintenance()
    {
        var (segment, host) = (SegmentCommand.SegmentArgument(), HostArgument());
        var wanted = new Argument<string>("state")
        {
            Description = "on: masakari refuses notifications about the host.",
        };
        wanted.AcceptOnlyFromAmong(On, Off);
        var command = SegmentRun.Create(
            "maintenance",
            "Takes a host into maintenance or out of it.",
            async (parsed, task) =>
            {
                var isOn = parsed.GetValue(wanted) is On;
                var found = await task.FindSegmentAsync(parsed.GetValue(segment)!);
                var before = await task.FindHostAsync(found, parsed.GetValue(host)!);
                // A request that changes nothing would still be refused while a notification is worked on.
                var after =
                    before.OnMaintenance == isOn
                        ? before
                        : await task.Client.SetMaintenanceAsync(found, before, isOn, task.Stopping);
                task.Printer.Done($"Host {after.Name} is {(isOn ? "in" : "not in")} maintenance.", after);
            }
        );
        command.Arguments.Add(segment);
        command.Arguments.Add(host);
        command.Arguments.Add(wanted);
        return command;
    }

    private static Argument<string> HostArgument() =>
        new("host") { Description = "A host's uuid or name, or the beginning of either." };

    private static Option<string> Text(string name, string value) =>
        new(name)
        {
            Description = $"Free text that masakari keeps; {value} by default.",
            DefaultValueFactory = _ => value,
        };
}
