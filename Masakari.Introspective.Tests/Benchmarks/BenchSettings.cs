namespace Masakari.Introspective.Benchmarks;

/// <summary>What is run, and how often.</summary>
/// <param name="IsQuick">Few repetitions: for a look, not for a record.</param>
/// <param name="Parts">The micro-benchmarks.</param>
/// <param name="Simulated">The in-memory host.</param>
/// <param name="Real">The lab's guests.</param>
internal sealed record BenchSettings(bool IsQuick, bool Parts, bool Simulated, bool Real)
{
    /// <param name="args">--quick; --only=parts, --only=simulated or --only=real.</param>
    public static BenchSettings From(IReadOnlyList<string> args)
    {
        var only = args.FirstOrDefault(arg => arg.StartsWith("--only=", StringComparison.Ordinal))?[7..];
        return new BenchSettings(
            args.Contains("--quick", StringComparer.Ordinal),
            only is null or "parts",
            only is null or "simulated",
            only is null or "real"
        );
    }

    /// <summary>The one or the other number of repetitions or seconds.</summary>
    public int Pick(int quick, int full) => IsQuick ? quick : full;
}
