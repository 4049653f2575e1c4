using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Masakari.Introspective.Benchmarks.Report;

namespace Masakari.Introspective.Benchmarks.Parts;

/// <summary>The parts, one by one, through BenchmarkDotNet.</summary>
internal static class PartsRun
{
    public static Task RunAsync(Results results)
    {
        Console.WriteLine("parts:");
        var config = ManualConfig
            .CreateEmpty()
            .AddColumnProvider([.. DefaultConfig.Instance.GetColumnProviders()])
            .AddDiagnoser(BenchmarkDotNet.Diagnosers.MemoryDiagnoser.Default)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddLogger(NullLogger.Instance)
            .WithArtifactsPath(Path.Combine("artifacts", "bench", "parts"))
            .WithOptions(ConfigOptions.DisableLogFile);
        foreach (
            var parts in (Type[])
                [typeof(DetectorParts), typeof(SchedulerParts), typeof(FrameParts), typeof(RulingParts)]
        )
        {
            var summary = BenchmarkRunner.Run(parts, config);
            if (summary.HasCriticalValidationErrors || summary.Reports.Any(report => !report.Success))
            {
                throw new InvalidOperationException($"{parts.Name} did not run");
            }

            foreach (var report in summary.Reports)
            {
                var method = report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
                var key = $"part_{Snake(parts.Name[..^"Parts".Length])}_{Snake(method)}";
                results.Add($"{key}_ns", $"{parts.Name} {method}", report.ResultStatistics!.Mean);
                var bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;
                results.Add($"{key}_bytes", $"{parts.Name} {method}, allocated", bytes);
            }
        }

        return Task.CompletedTask;
    }

    private static string Snake(string name) =>
        string.Concat(name.Select((letter, i) => char.IsUpper(letter) && i > 0 ? $"_{letter}" : $"{letter}"))
            .ToLowerInvariant();
}
