using System.CommandLine;
using System.Globalization;
using Masakari.Introspective.Diagnostics.Explain;

namespace Masakari.Introspective.Cli.Control;

/// <summary>What was seen of an instance, what was decided, and why not otherwise.</summary>
internal static class ExplainCommand
{
    public static Command Create(TimeProvider time)
    {
        var id = ControlRun.InstanceArgument();
        var at = new Option<DateTimeOffset?>("--at")
        {
            Description =
                "How it stood at that time: an ISO time (UTC unless it says otherwise), 16:03, or '10 min ago'.",
            CustomParser = result =>
            {
                if (MomentText.Parse(result.Tokens[0].Value, time.GetUtcNow()) is { } moment)
                {
                    return moment;
                }

                result.AddError($"'{result.Tokens[0].Value}' is no time for --at: give {MomentText.Expected}.");
                return null;
            },
        };
        var command = ControlRun.Create(
            "explain",
            "Tells in plain sentences what was seen of an instance, what was decided about it, and why not otherwise.",
            async (parsed, task) =>
            {
                var query = parsed.GetValue(at) is { } moment
                    ? "?at=" + ControlRun.Escape(moment.UtcDateTime.ToString("O", CultureInfo.InvariantCulture))
                    : "";
                task.Print(
                    await task.Client.GetAsync<ExplainView>(
                        $"/v1/instances/{ControlRun.Escape(parsed.GetValue(id)!)}/story{query}",
                        task.Stopping
                    ),
                    PrintText
                );
            }
        );
        command.Arguments.Add(id);
        command.Options.Add(at);
        return command;
    }

    public static void PrintText(TextWriter output, ExplainView view)
    {
        output.WriteLine($"{StoryPrinter.Clean(view.Name)} ({view.Instance})");
        StoryPrinter.PrintByDay(output, view.Events);
        if (view.Events.Count == 0)
        {
            output.WriteLine("  Nothing was seen of it but answers.");
        }

        if (view.Moment is { } moment)
        {
            PrintMoment(output, moment);
        }

        output.WriteLine(Now(view));
    }

    private static string Now(ExplainView view)
    {
        if (view.Status is not { } status)
        {
            return "Now: it is no longer on this host.";
        }

        var code = view.Code is null ? "" : $" [{view.Code}]";
        var why = view.Why is null ? "" : $": {view.Why}";
        return StoryPrinter.Clean($"Now: {status} since {Words.Time(view.Since!.Value)}{code}{why}.");
    }

    private static void PrintMoment(TextWriter output, MomentView moment)
    {
        output.WriteLine(
            moment.Status is { } status
                ? $"At {Words.Time(moment.At)}: {status} since {Words.Time(moment.Since!.Value)}."
                : $"At {Words.Time(moment.At)}: not known, what is kept of it begins later."
        );
        Print(output, "held back by", moment.Against);
        Print(output, "reported by", moment.Reported);
        Print(output, "a person's hold", moment.Hold);
        Print(output, "before it", moment.Before);
        Print(output, "after it", moment.After);
    }

    private static void Print(TextWriter output, string what, EventView? one)
    {
        if (one is not null)
        {
            output.WriteLine($"  {what}: {StoryPrinter.Short(one)}");
        }
    }
}
