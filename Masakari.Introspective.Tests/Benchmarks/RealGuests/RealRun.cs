using Masakari.Introspective.Benchmarks.Report;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Benchmarks.RealGuests;

/// <summary>Real guests in the lab's light form, started once and used by every part.</summary>
internal static class RealRun
{
    public static async Task RunAsync(BenchSettings settings, Results results)
    {
        Console.WriteLine("real guests:");
        await Lab.UpAsync();
        try
        {
            var guests = (await LabGuest.StartAsync(1, 10)).ToList();
            await using var bench = await RealBench.OpenAsync(guests);
            if (settings.Hangs)
            {
                await HangsAsync(bench, settings, results, guests);
            }
            else
            {
                guests.AddRange(await LabGuest.StartAsync(11, 10));
            }

            await CpuPart.RunAsync(bench, settings, results);
            await EventPart.RunAsync(bench, settings, results);
        }
        finally
        {
            await Lab.RunAsync("guest", "stop", "--all");
        }
    }

    private static async Task HangsAsync(
        RealBench bench,
        BenchSettings settings,
        Results results,
        List<LabGuest> guests
    )
    {
        await StartUpPart.RunAsync(bench, settings, results);
        await HangPart.RunAsync(bench, settings, results, hung: 1, "hang_to_post_s_1_of_10", most: 20);
        var oneOfTen = results["hang_to_post_s_1_of_10_gap_over_interval"];
        guests.AddRange(await LabGuest.StartAsync(11, 10));
        await HangPart.RunAsync(bench, settings, results, hung: 10, "hang_to_post_s_10_of_20", most: 25);
        var tenOfTwenty = results["hang_to_post_s_10_of_20_gap_over_interval"];
        results.Add(
            "healthy_gap_over_interval_max",
            "longest gap between two questions to a healthy guest, in intervals, of both",
            Math.Max(oneOfTen, tenOfTwenty),
            most: 1.2
        );
    }
}
