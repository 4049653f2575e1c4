using System.CommandLine;
using System.Text.Json;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Diagnostics.Explain;
using Masakari.Introspective.Diagnostics.Json;
using Masakari.Introspective.Hosting.Composition;

namespace Masakari.Introspective.Cli.Control;

/// <summary>What is seen and decided on the whole host.</summary>
internal static class EventsCommand
{
    public static Command Create()
    {
        var follow = new Option<bool>("--follow", "-f")
        {
            Description = "Goes on with what comes, until Ctrl-C; with --output json one object a line.",
        };
        var instance = new Option<string?>("--instance")
        {
            Description = "Only about this instance: its uuid, domain name or Nova name, or the beginning of one.",
        };
        var command = ControlRun.Create(
            "events",
            "Lists the latest of what was seen and decided on this host, oldest first.",
            async (parsed, task) =>
            {
                var about = parsed.GetValue(instance) is { } id ? "instance=" + ControlRun.Escape(id) : "";
                return parsed.GetValue(follow) ? await FollowAsync(task, about) : await ListAsync(task, about);
            }
        );
        command.Options.Add(follow);
        command.Options.Add(instance);
        return command;
    }

    public static void PrintText(TextWriter output, IReadOnlyList<EventView> events)
    {
        foreach (var one in events)
        {
            StoryPrinter.PrintLine(output, one);
        }
    }

    private static async Task<int> ListAsync(ControlTask task, string about)
    {
        task.Print(await task.Client.GetAsync<List<EventView>>("/v1/events?" + about, task.Stopping), PrintText);
        return ExitCodes.Ok;
    }

    private static async Task<int> FollowAsync(ControlTask task, string about)
    {
        try
        {
            using var lines = await task.Client.OpenAsync("/v1/events?follow=true&" + about, task.Stopping);
            while (await lines.ReadLineAsync(task.Stopping) is { } line)
            {
                if (task.Format is OutputFormat.Json)
                {
                    await task.Output.WriteLineAsync(line);
                }
                else
                {
                    StoryPrinter.PrintLine(task.Output, JsonSerializer.Deserialize<EventView>(line, ViewJson.Compact)!);
                }
            }
        }
        catch (Exception ended) when (ended is IOException or HttpRequestException)
        {
            // As an end without a word.
        }
        catch (OperationCanceledException) when (task.Stopping.IsCancellationRequested)
        {
            return ExitCodes.Ok;
        }

        throw new CommandFailure("The daemon ended, and with it the events.");
    }
}
