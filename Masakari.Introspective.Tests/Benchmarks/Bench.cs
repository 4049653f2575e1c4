using Masakari.Introspective.Benchmarks.Parts;
using Masakari.Introspective.Benchmarks.RealGuests;
using Masakari.Introspective.Benchmarks.Report;
using Masakari.Introspective.Benchmarks.Simulation;

namespace Masakari.Introspective.Benchmarks;

/// <summary>Runs all that was asked for, prints the table and writes artifacts/bench/summary.json.</summary>
internal static class Bench
{
    public static async Task<int> RunAsync(BenchSettings settings)
    {
        var results = new Results();
        var failed = 0;
        failed += await TryAsync(settings.Parts, () => PartsRun.RunAsync(results));
        failed += await TryAsync(settings.Simulated, () => SimulatedRun.RunAsync(settings, results));
        failed += await TryAsync(settings.Real, () => RealRun.RunAsync(settings, results));
        Console.WriteLine(results.Table());
        var file = Path.Combine("artifacts", "bench", "summary.json");
        results.Write(file);
        Console.WriteLine($"written to {file}");
        return failed == 0 ? 0 : 1;
    }

    // One part that cannot run must not hide what the others found.
    private static async Task<int> TryAsync(bool isWanted, Func<Task> part)
    {
        if (!isWanted)
        {
            return 0;
        }

        try
        {
            await part();
            return 0;
        }
#pragma warning disable CA1031 // Said, and counted.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            await Console.Error.WriteLineAsync($"bench: {failure}");
            return 1;
        }
    }
}
