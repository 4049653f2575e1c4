using System.Diagnostics;
using Masakari.Introspective.Benchmarks.Report;

namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>100, 1,000 and 10,000 guests with none, a tenth and a half of them hung.</summary>
internal static class SimulatedRun
{
    private static readonly int[] Sizes = [100, 1_000, 10_000];
    private static readonly int[] HungPercent = [0, 10, 50];
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(120);

    public static async Task RunAsync(BenchSettings settings, Results results)
    {
        Console.WriteLine("in memory, simulated time:");
        // The just-in-time compiler is done with the hot path after this.
        _ = Measure(1_000, 0);
        _ = Measure(1_000, 10);
        var costs = new Dictionary<(int, int), double>();
        foreach (var percent in HungPercent)
        {
            // Small and large hosts in turn: what else runs on this machine changes from minute to minute.
            var rounds = settings.Pick(quick: 2, full: 5);
            var runs = Enumerable
                .Range(0, rounds)
                .SelectMany(_ => Sizes.Select(size => (Size: size, Run: Measure(size, percent))))
                .ToList();
            foreach (var size in Sizes)
            {
                var ofSize = runs.Where(run => run.Size == size).Select(run => run.Run).ToList();
                costs[(size, percent)] = ofSize.Min(run => run.CostPerGuest);
                Tell(results, size, percent, ofSize[0], costs[(size, percent)]);
            }
        }

        foreach (var percent in HungPercent)
        {
            var growth = costs[(10_000, percent)] / costs[(1_000, percent)];
            results.Add(
                $"sim_cost_per_guest_growth_1k_to_10k_{percent}_hung",
                $"{percent} % hung: decisions alone, without threads and calls: cost at 10,000 over that at 1,000",
                growth
            );
        }

        await Task.CompletedTask;
    }

    private static void Tell(Results results, int size, int percent, SimulatedMeasure run, double cost)
    {
        var name = $"sim_{size}_{percent}_hung";
        var what = $"{size} guests, {percent} % hung:";
        results.Add($"{name}_cpu_us_per_guest_minute", $"{what} CPU per guest and minute", cost);
        results.Add($"{name}_longest_gap_s", $"{what} longest gap between two questions to a healthy guest", run.Gap);
        if (percent > 0)
        {
            results.Add($"{name}_reported_share", $"{what} reported within {Window.TotalSeconds} s", run.ReportedShare);
            results.Add($"{name}_hang_to_report_s_p50", $"{what} of those, hang to report, median", run.Median);
            results.Add($"{name}_hang_to_report_s_max", $"{what} of those, hang to report, longest", run.Longest);
        }
    }

    private static SimulatedMeasure Measure(int guests, int percent)
    {
        using var host = new SimulatedHost(guests);
        host.Time.Advance(TimeSpan.FromSeconds(30));
        // Each at its own moment of an interval, as guests hang.
        var hung = guests * percent / 100;
        var hungAt = host.Time.Now;
        foreach (var guest in host.Guests.Take(hung))
        {
            host.Libvirt.Hang(guest);
        }

        host.Libvirt.WatchGaps();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        host.Time.Advance(Window);
        process.Refresh();
        var cost = (process.TotalProcessorTime - before).TotalMicroseconds / guests / Window.TotalMinutes;
        var took = host.Notifier.ReportedAt.Select(at => (at - hungAt).TotalSeconds).ToList();
        return new SimulatedMeasure(
            cost,
            host.Libvirt.GapUntilNow().TotalSeconds,
            hung == 0 ? 0 : (double)took.Count / hung,
            took.Count == 0 ? 0 : Spread.Median(took),
            took.Count == 0 ? 0 : took.Max()
        );
    }
}
