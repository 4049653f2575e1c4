using System.CommandLine;
using Masakari.Introspective.OpenStack.Masakari.Segments;

namespace Masakari.Introspective.Cli.Segments;

/// <summary>Failover segments of masakari: which hosts it recovers, and how.</summary>
internal static class SegmentCommand
{
    private const string DefaultServiceType = "compute";

    private static readonly string[] Methods = ["auto", "reserved_host", "auto_priority", "rh_priority"];

    public static Command Create()
    {
        var command = new Command(
            "segment",
            "Reads and changes masakari's failover segments, with the credentials of the daemon's configuration."
        );
        command.Subcommands.Add(
            SegmentRun.Create(
                "list",
                "Lists the segments.",
                async (_, task) => task.Printer.Segments(await task.Client.ListAsync(task.Stopping))
            )
        );
        command.Subcommands.Add(Show());
        command.Subcommands.Add(New());
        command.Subcommands.Add(Update());
        command.Subcommands.Add(Delete());
        command.Subcommands.Add(SegmentHostCommand.Create());
        command.Subcommands.Add(RegisterThisHostCommand.Create());
        return command;
    }

    /// <summary>The argument that names a segment which is there.</summary>
    public static Argument<string> SegmentArgument() =>
        new("segment") { Description = "A segment's uuid or name, or the beginning of either." };

    private static Command Show()
    {
        var segment = SegmentArgument();
        var command = SegmentRun.Create(
            "show",
            "Shows one segment and its hosts.",
            async (parsed, task) =>
            {
                var found = await task.FindSegmentAsync(parsed.GetValue(segment)!);
                task.Printer.Segment(found, await task.Client.ListHostsAsync(found, task.Stopping));
            }
        );
        command.Arguments.Add(segment);
        return command;
    }

    private static Command New()
    {
        var name = new Argument<string>("name") { Description = "The new segment's name." };
        var method = RecoveryMethod();
        method.Required = true;
        var type = new Option<string>("--service-type")
        {
            Description = "What runs on the hosts; free text, compute by default.",
            DefaultValueFactory = _ => DefaultServiceType,
        };
        var description = Description();
        var disabled = new Option<bool>("--disabled") { Description = "masakari is to recover nothing in it yet." };
        var command = SegmentRun.Create(
            "create",
            "Makes a segment.",
            async (parsed, task) =>
            {
                var values = new SegmentValues
                {
                    Name = parsed.GetValue(name),
                    RecoveryMethod = parsed.GetValue(method),
                    ServiceType = parsed.GetValue(type),
                    Description = parsed.GetValue(description),
                    Enabled = parsed.GetValue(disabled) ? false : null,
                };
                var made = await task.Client.CreateAsync(values, task.Stopping);
                task.Printer.Done($"Segment {made.Name} ({made.Uuid}) is made.", made);
            }
        );
        command.Arguments.Add(name);
        Add(command, method, type, description, disabled);
        return command;
    }

    private static Command Update()
    {
        var segment = SegmentArgument();
        var name = new Option<string?>("--name") { Description = "New name." };
        var method = RecoveryMethod();
        var type = new Option<string?>("--service-type") { Description = "New service type." };
        var description = Description();
        var enabled = new Option<bool>("--enabled") { Description = "masakari is to recover again." };
        var disabled = new Option<bool>("--disabled") { Description = "masakari is to recover nothing in it." };
        var command = SegmentRun.Create(
            "update",
            "Changes a segment; what is not given stays. Refused while a notification of it is worked on.",
            async (parsed, task) =>
            {
                var before = await task.FindSegmentAsync(parsed.GetValue(segment)!);
                var after = await task.Client.UpdateAsync(before, Values(parsed), task.Stopping);
                task.Printer.Done($"Segment {after.Name} ({after.Uuid}) is changed.", after);
            }
        );
        command.Arguments.Add(segment);
        Add(command, name, method, type, description, enabled, disabled);
        command.Validators.Add(result =>
        {
            if (result.GetResult(enabled) is not null && result.GetResult(disabled) is not null)
            {
                result.AddError("--enabled and --disabled exclude each other.");
            }
            else if (!new Option[] { name, method, type, description, enabled, disabled }.Any(IsGiven))
            {
                result.AddError("Nothing to change: give at least one option.");
            }

            bool IsGiven(Option option) => result.GetResult(option) is { Implicit: false };
        });
        return command;

        SegmentValues Values(ParseResult parsed) =>
            new()
            {
                Name = parsed.GetValue(name),
                RecoveryMethod = parsed.GetValue(method),
                ServiceType = parsed.GetValue(type),
                Description = parsed.GetValue(description),
                Enabled =
                    parsed.GetValue(enabled) ? true
                    : parsed.GetValue(disabled) ? false
                    : null,
            };
    }

    private static Command Delete()
    {
        var segment = SegmentArgument();
        var command = SegmentRun.Create(
            "delete",
            "Removes a segment and its hosts from masakari. Refused while a notification of it is worked on.",
            async (parsed, task) =>
            {
                var found = await task.FindSegmentAsync(parsed.GetValue(segment)!);
                await task.Client.DeleteAsync(found, task.Stopping);
                task.Printer.Done($"Segment {found.Name} ({found.Uuid}) is removed.", found);
            }
        );
        command.Arguments.Add(segment);
        return command;
    }

    private static void Add(Command command, params Option[] options)
    {
        foreach (var option in options)
        {
            command.Options.Add(option);
        }
    }

    private static Option<string?> RecoveryMethod()
    {
        var option = new Option<string?>("--recovery-method")
        {
            Description = "Where masakari restarts the instances of a host that fails as a whole.",
        };
        option.AcceptOnlyFromAmong(Methods);
        return option;
    }

    private static Option<string?> Description() => new("--description") { Description = "Free text." };
}
