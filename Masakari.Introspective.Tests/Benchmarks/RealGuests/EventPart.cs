using System.Diagnostics;
using System.Globalization;
using Masakari.Introspective.Benchmarks.Report;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Benchmarks.RealGuests;

/// <summary>A killed QEMU: how long until masakari-api is told, by this monitor and by Debian's, both watching.</summary>
internal static class EventPart
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(RealBench bench, BenchSettings settings, Results results)
    {
        var ourTap = await bench.TapAsync();
        var theirTap = await bench.TapAsync();
        var hasDebians = File.Exists(RealBench.Debians);
        await using var events = new EventClock(bench.Uri);
        await using var ours = await bench.OursAsync(ourTap);
        await using var theirs = hasDebians ? await bench.DebiansAsync(theirTap) : null;
        foreach (var guest in bench.Guests)
        {
            await ours.WaitForAsync("answers: from now on", guest.Uuid.ToString());
        }

        await Task.Delay(TimeSpan.FromSeconds(5));
        var (ourTimes, theirTimes, libvirtTimes) = (new List<double>(), new List<double>(), new List<double>());
        var kills = settings.Pick(quick: 4, full: 16);
        for (var i = 0; i < kills; i++)
        {
            var guest = bench.Guests[i];
            var killed = Kill(guest, bench.Uri);
            var since = await events.WaitAsync(guest.Uuid, Limit);
            var own = await ourTap.WaitAsync(guest.Uuid, since, Limit);
            var debian = hasDebians ? await theirTap.WaitAsync(guest.Uuid, since, Limit) : TimeSpan.Zero;
            // The first one meets cold connections and cold code, in both.
            if (i > 0)
            {
                libvirtTimes.Add(Stopwatch.GetElapsedTime(killed, since).TotalMilliseconds);
                ourTimes.Add(own.TotalMilliseconds);
                theirTimes.Add(debian.TotalMilliseconds);
            }

            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        var (median, theirMedian) = (Spread.Median(ourTimes), Spread.Median(theirTimes));
        results.Add("event_to_post_ms_p50", "from libvirt's event to the POST, median", median, most: 100);
        results.Add("event_to_post_ms_max", "the same, longest", ourTimes.Max());
        results.Add(
            "kill_to_event_ms_p50",
            "from SIGKILL to QEMU to libvirt's event, median",
            Spread.Median(libvirtTimes)
        );
        if (theirs is null)
        {
            Console.WriteLine("  masakari-instance-monitor is not installed: no comparison");
            return;
        }

        results.Add("debian_event_to_post_ms_p50", "Debian's masakari-instance-monitor, median", theirMedian);
        results.Add("event_to_post_over_debian", "this monitor's median over Debian's", median / theirMedian);
        var (memory, theirMemory) = (ProcessFigures.ResidentMiB(ours.Id), ProcessFigures.ResidentMiB(theirs.Id));
        results.Add("debian_rss_mib", "Debian's masakari-instance-monitor, resident memory", theirMemory);
        results.Add("rss_over_debian", "this monitor's memory over Debian's", memory / theirMemory);
        await StartsAsync(bench, settings, results, ourTap, theirTap);
    }

    /// <summary>SIGKILL to the guest's QEMU: the process that this lab's libvirtd has on file, if it still is that guest.</summary>
    private static long Kill(LabGuest guest, string uri)
    {
        var file = Path.Combine(Path.GetDirectoryName(SocketOf(uri))!, "qemu", $"{guest.Domain}.pid");
        var pid = int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture);
        if (!File.ReadAllText($"/proc/{pid}/cmdline").Contains($"guest={guest.Domain},", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"process {pid} is not {guest.Domain}");
        }

        using var qemu = Process.GetProcessById(pid);
        var since = Stopwatch.GetTimestamp();
        qemu.Kill();
        return since;
    }

    private static async Task StartsAsync(
        RealBench bench,
        BenchSettings settings,
        Results results,
        Tap ourTap,
        Tap theirTap
    )
    {
        var (ours, theirs) = (new List<double>(), new List<double>());
        for (var i = 0; i < settings.Pick(quick: 2, full: 5); i++)
        {
            ours.Add(await ConnectAsync(() => bench.OursAsync(ourTap)));
            theirs.Add(await ConnectAsync(() => bench.DebiansAsync(theirTap)));
        }

        results.Add(
            "start_to_connected_s_p50",
            "from exec to the first connection with libvirtd, median",
            Spread.Median(ours)
        );
        results.Add(
            "debian_start_to_connected_s_p50",
            "the same of Debian's masakari-instance-monitor",
            Spread.Median(theirs)
        );
        results.Add("start_over_debian", "this monitor's over Debian's", Spread.Median(ours) / Spread.Median(theirs));
    }

    private static async Task<double> ConnectAsync(Func<Task<MonitorUnderTest>> start)
    {
        await using var monitor = await start();
        while (!HasConnected(monitor.Id))
        {
            if (monitor.Uptime > Limit)
            {
                throw new TimeoutException($"the monitor did not connect to libvirtd within {Limit}");
            }

            await Task.Delay(2);
        }

        return monitor.Uptime.TotalSeconds;
    }

    /// <summary>Whether one of its sockets is a connected unix socket (state 03): only libvirtd's is.</summary>
    private static bool HasConnected(int pid)
    {
        var own = Directory
            .EnumerateFiles($"/proc/{pid}/fd")
            .Select(descriptor => new FileInfo(descriptor).LinkTarget)
            .Where(target => target?.StartsWith("socket:[", StringComparison.Ordinal) is true)
            .Select(target => target!["socket:[".Length..^1])
            .ToHashSet(StringComparer.Ordinal);
        return File.ReadLines("/proc/net/unix")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(fields => fields.Length > 6 && fields[5] is "03" && own.Contains(fields[6]));
    }

    private static string SocketOf(string uri) =>
        uri[(uri.IndexOf("socket=", StringComparison.Ordinal) + "socket=".Length)..];
}
