using System.Diagnostics;
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

    /// <summary>Processor time of all threads, ended ones too, user and system; in steps of 10 ms.</summary>
    public static TimeSpan Cpu(int pid)
    {
        using var process = Process.GetProcessById(pid);
        return process.TotalProcessorTime;
    }
}
