using System.Globalization;
using Masakari.Introspective.Benchmarks.Report;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Benchmarks.RealGuests;

/// <summary>From the start to the first question, memory, and what the watch over 10 guests costs at default settings.</summary>
internal static class StartUpPart
{
    public static async Task RunAsync(RealBench bench, BenchSettings settings, Results results)
    {
        var tap = await bench.TapAsync();
        var starts = new List<double>();
        for (var i = 0; i < settings.Pick(quick: 2, full: 7); i++)
        {
            await using var monitor = await bench.OursAsync(tap, "[DEFAULT]\ndebug = true");
            starts.Add((await monitor.WaitForAsync("Asked: ")).TotalSeconds);
        }

        results.Add(
            "start_to_first_probe_s",
            "from exec to the first answer of a guest, longest",
            starts.Max(),
            most: 1
        );
        results.Add("start_to_first_probe_s_p50", "the same, median", Spread.Median(starts));
        await using (var monitor = await bench.OursAsync(tap))
        {
            await monitor.WaitForAsync("answers: from now on");
            await Task.Delay(TimeSpan.FromSeconds(settings.Pick(quick: 60, full: 90)));
            var seconds = settings.Pick(quick: 20, full: 60);
            var before = ProcessFigures.Cpu(monitor.Id);
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            var used = ProcessFigures.Cpu(monitor.Id) - before;
            results.Add(
                "idle_cpu_percent",
                "of one core, 10 guests at default settings",
                used.TotalSeconds / seconds * 100
            );
            results.Add(
                "rss_mib_10_guests",
                "resident memory, 10 guests",
                ProcessFigures.ResidentMiB(monitor.Id),
                most: 90
            );
        }

        var watched = settings.Pick(quick: 30, full: 60);
        var (memory, cost) = await WatchAsync(1_000, watched);
        var (_, costOfMany) = await WatchAsync(10_000, watched);
        results.Add(
            "rss_mib_1000_guests",
            "resident memory, 1,000 guests in memory under the whole product",
            memory,
            most: 150
        );
        results.Add("cpu_us_per_guest_minute_1000", "1,000 such guests: processor time of one in a minute", cost);
        results.Add("cpu_us_per_guest_minute_10000", "10,000 such guests: the same", costOfMany);
        results.Add(
            "cost_per_guest_growth_1k_to_10k",
            "cost per guest at 10,000 over that at 1,000",
            costOfMany / cost,
            most: 1.2
        );
    }

    private static async Task<(double Memory, double Cost)> WatchAsync(int guests, int seconds)
    {
        var figures = await Lab.ExecuteAsync(
            Environment.ProcessPath!,
            "watch",
            guests.ToString(CultureInfo.InvariantCulture),
            seconds.ToString(CultureInfo.InvariantCulture)
        );
        var words = figures.Trim().Split(' ');
        return (
            double.Parse(words[0], CultureInfo.InvariantCulture),
            double.Parse(words[1], CultureInfo.InvariantCulture)
        );
    }
}
