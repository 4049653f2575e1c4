using System.Diagnostics;
using Masakari.Introspective.Benchmarks.Report;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Benchmarks.RealGuests;

/// <summary>Guests whose agent hangs: how long until masakari-api is told, and whether the healthy are asked meanwhile.</summary>
internal static class HangPart
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    public static async Task RunAsync(
        RealBench bench,
        BenchSettings settings,
        Results results,
        int hung,
        string key,
        double most
    )
    {
        var took = new List<double>();
        var gap = 0.0;
        var tap = await bench.TapAsync();
        await using var monitor = await bench.OursAsync(tap, "[DEFAULT]\ndebug = true");
        foreach (var guest in bench.Guests)
        {
            await monitor.WaitForAsync("answers: from now on", guest.Uuid.ToString());
        }

        var rounds = hung == 1 ? settings.Pick(quick: 2, full: 8) : settings.Pick(quick: 1, full: 2);
        for (var round = 0; round < rounds; round++)
        {
            var victims = bench.Guests.Skip(round * hung % bench.Guests.Count).Take(hung).ToList();
            // Anywhere in the interval.
            await Task.Delay(Interval * Random.Shared.NextDouble());
            var from = monitor.Uptime;
            took.AddRange(await Task.WhenAll(victims.Select(guest => HangAsync(tap, guest))));
            await Task.Delay(TimeSpan.FromSeconds(5));
            var until = monitor.Uptime;
            var healthy = bench.Guests.Except(victims).ToList();
            gap = Math.Max(gap, healthy.Max(guest => LongestGap(monitor, guest, from, until)));
            foreach (var victim in victims)
            {
                await victim.FailAsync("agent-cont");
                await monitor.WaitForAsync("answers again", victim.Uuid.ToString(), after: from);
            }
        }

        results.Add($"{key}_max", "from the agent's hang to the POST at masakari-api, longest", took.Max(), most);
        results.Add($"{key}_p50", "the same, median", Spread.Median(took));
        results.Add(
            $"{key}_gap_over_interval",
            "longest gap of a healthy guest meanwhile, in intervals",
            gap / Interval.TotalSeconds
        );
    }

    private static async Task<double> HangAsync(Tap tap, LabGuest guest)
    {
        tap.Forget(guest.Uuid);
        await guest.FailAsync("agent-stop");
        return (await tap.WaitAsync(guest.Uuid, Stopwatch.GetTimestamp(), Limit)).TotalSeconds;
    }

    /// <summary>From the question before the hang to the one after the POST.</summary>
    private static double LongestGap(MonitorUnderTest monitor, LabGuest guest, TimeSpan from, TimeSpan until)
    {
        var uuid = guest.Uuid.ToString();
        var asked = monitor
            .Lines.Where(line => line.Line.Contains("Asked: ", StringComparison.Ordinal))
            .Where(line => line.Line.Contains(uuid, StringComparison.Ordinal))
            .Select(line => line.At)
            .Where(at => at > from - Interval && at < until)
            .Append(until)
            .ToList();
        return asked.Zip(asked.Skip(1), (before, after) => (after - before).TotalSeconds).Max();
    }
}
