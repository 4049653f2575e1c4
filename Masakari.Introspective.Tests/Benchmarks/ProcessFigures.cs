using System.Globalization;

namespace Masakari.Introspective.Benchmarks;

/// <summary>What the kernel says about a process.</summary>
internal static class ProcessFigures
{
    /// <summary>Memory in RAM (VmRSS).</summary>
    public static double ResidentMiB(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status")
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line[6..^2], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Processor time of all threads, user and system, from the scheduler: exact to the nanosecond.</summary>
    /// <remarks>Threads that ended in between are missing; the monitors' threads live as long as they do.</remarks>
    public static TimeSpan Cpu(int pid)
    {
        var total = 0L;
        foreach (var thread in Directory.EnumerateDirectories($"/proc/{pid}/task"))
        {
            try
            {
                var text = File.ReadAllText(Path.Combine(thread, "schedstat"));
                total += long.Parse(text.AsSpan(0, text.IndexOf(' ')), CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // The thread has just ended.
            }
        }

        return TimeSpan.FromTicks(total / 100);
    }
}
