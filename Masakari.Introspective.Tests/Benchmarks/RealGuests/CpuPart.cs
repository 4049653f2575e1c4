using System.Globalization;
using Masakari.Introspective.Benchmarks.Report;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Benchmarks.RealGuests;

/// <summary>
/// Processor time of a question to a healthy guest: the monitor with each of 20 guests asked once a second, its
/// housekeeping included, less what libvirt's client library takes alone at the same pace on as many connections.
/// </summary>
internal static class CpuPart
{
    public static async Task RunAsync(RealBench bench, BenchSettings settings, Results results)
    {
        var seconds = settings.Pick(quick: 20, full: 60);
        var tap = await bench.TapAsync();
        double ours;
        await using (
            var monitor = await bench.OursAsync(tap, "[introspectiveinstancemonitor]\nguest_monitoring_interval = 1")
        )
        {
            foreach (var guest in bench.Guests)
            {
                await monitor.WaitForAsync("answers: from now on", guest.Uuid.ToString());
            }

            // What runs once a second is compiled for good after 30 runs, and some time later.
            await Task.Delay(TimeSpan.FromSeconds(settings.Pick(quick: 75, full: 90)));
            var before = ProcessFigures.Cpu(monitor.Id);
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            var used = ProcessFigures.Cpu(monitor.Id) - before;
            ours = used.TotalMicroseconds / (seconds * bench.Guests.Count);
        }

        string[] words =
        [
            "client-loop",
            bench.Uri,
            seconds.ToString(CultureInfo.InvariantCulture),
            .. bench.Guests.Select(guest => guest.Uuid.ToString()),
        ];
        var alone = double.Parse(await Lab.ExecuteAsync(Environment.ProcessPath!, words), CultureInfo.InvariantCulture);
        results.Add("cpu_us_per_probe_whole", "processor time per question, all of the monitor", ours);
        results.Add("cpu_us_per_call_client_library", "the same of a bare client-library loop at the same pace", alone);
        results.Add("cpu_us_per_probe", "the monitor's own", ours - alone, most: 100);
    }
}
