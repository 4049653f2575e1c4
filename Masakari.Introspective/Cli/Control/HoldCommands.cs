using System.CommandLine;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Monitoring.Holds;

namespace Masakari.Introspective.Cli.Control;

/// <summary>A person's word that nothing is to be reported for a time.</summary>
internal static class HoldCommands
{
    public static Command CreateHold()
    {
        var (id, host) = Target();
        var duration = new Option<TimeSpan>("--for")
        {
            Description = "For how long: 90s, 30m, 2h, 1d; at most 7d.",
            Required = true,
            CustomParser = result =>
            {
                if (DurationText.Parse(result.Tokens[0].Value) is { } parsed)
                {
                    return parsed;
                }

                result.AddError($"'{result.Tokens[0].Value}' is no duration for --for: give {DurationText.Expected}.");
                return default;
            },
        };
        var reason = new Option<string>("--reason")
        {
            Description = $"Why, for whoever finds the hold; at most {HoldBook.MostReason} characters are kept.",
            Required = true,
        };
        var command = ControlRun.Create(
            "hold",
            "Keeps failures of an instance, or of all on this host, from being reported for a time.",
            async (parsed, task) =>
            {
                var wish = new HoldWish(
                    parsed.GetValue(id),
                    parsed.GetValue(host),
                    parsed.GetValue(duration).TotalSeconds,
                    parsed.GetValue(reason)
                );
                task.Print(
                    await task.Client.SendAsync<HoldRow>(HttpMethod.Post, "/v1/holds", wish, task.Stopping),
                    PrintHeld
                );
            }
        );
        AddTarget(command, id, host);
        command.Options.Add(duration);
        command.Options.Add(reason);
        return command;
    }

    public static Command CreateRelease()
    {
        var (id, host) = Target();
        var command = ControlRun.Create(
            "release",
            "Ends a hold before its time; failures that are still true are reported.",
            async (parsed, task) =>
            {
                var path = parsed.GetValue(id) is { } instance
                    ? "/v1/holds/" + ControlRun.Escape(instance)
                    : "/v1/holds";
                task.Print(
                    await task.Client.SendAsync<ReleaseView>(HttpMethod.Delete, path, null, task.Stopping),
                    PrintReleased
                );
            }
        );
        AddTarget(command, id, host);
        return command;
    }

    public static Command CreateHolds() =>
        ControlRun.Create(
            "holds",
            "Lists the holds in force: the host's first, then by their end.",
            async (_, task) =>
                task.Print(await task.Client.GetAsync<List<HoldRow>>("/v1/holds", task.Stopping), PrintText)
        );

    public static void PrintText(TextWriter output, IReadOnlyList<HoldRow> holds)
    {
        var table = new TextTable("on", "uuid", "by", "since", "until", "reason");
        foreach (var hold in holds)
        {
            table.Add(
                hold.Instance is null ? $"host {hold.Name}" : hold.Name,
                hold.Instance?.ToString(),
                hold.Who,
                Words.Time(hold.Created),
                Words.Time(hold.Until),
                hold.Reason
            );
        }

        TablePrinter.Print(output, table);
    }

    public static void PrintHeld(TextWriter output, HoldRow hold) =>
        output.WriteLine(
            $"Held: {Name(hold.Instance, hold.Name)}, by {StoryPrinter.Clean(hold.Who)} until {Words.Time(hold.Until)}: {StoryPrinter.Clean(hold.Reason)}"
        );

    public static void PrintReleased(TextWriter output, ReleaseView released) =>
        output.WriteLine(
            $"Released: {Name(released.Instance, released.Name)}. What is still true is reported at the next miss, unless something else speaks against it."
        );

    private static string Name(Guid? instance, string name) =>
        instance is { } uuid ? $"{StoryPrinter.Clean(name)} ({uuid})" : $"host {StoryPrinter.Clean(name)}";

    private static (Argument<string?> Instance, Option<bool> Host) Target() =>
        (
            new Argument<string?>("instance")
            {
                Description =
                    "An instance's uuid, domain name or Nova name, or the beginning of one that fits no other.",
                Arity = ArgumentArity.ZeroOrOne,
            },
            new Option<bool>("--host") { Description = "The whole host." }
        );

    private static void AddTarget(Command command, Argument<string?> id, Option<bool> host)
    {
        command.Arguments.Add(id);
        command.Options.Add(host);
        command.Validators.Add(result =>
        {
            if (result.GetValue(host) == result.GetValue(id) is { Length: > 0 })
            {
                result.AddError($"'{command.Name}' needs an instance or --host, and not both.");
            }
        });
    }
}
