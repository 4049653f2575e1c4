namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>What one run in memory showed.</summary>
/// <param name="CostPerGuest">Processor time of one guest in a minute, in microseconds.</param>
/// <param name="Gap">Longest time between two questions to a healthy guest, in seconds.</param>
/// <param name="ReportedShare">Of the hung guests, those reported within the window.</param>
/// <param name="Median">From the hang to the report, in seconds.</param>
/// <param name="Longest">The same.</param>
internal sealed record SimulatedMeasure(
    double CostPerGuest,
    double Gap,
    double ReportedShare,
    double Median,
    double Longest
);
