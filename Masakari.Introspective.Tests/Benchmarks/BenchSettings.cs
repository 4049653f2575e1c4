namespace Masakari.Introspective.Benchmarks;

/// <summary>What is run, and how often.</summary>
/// <param name="IsQuick">Few repetitions: for a look, not for a record.</param>
/// <param name="Parts">The micro-benchmarks.</param>
/// <param name="Simulated">The in-memory host.</param>
/// <param name="Real">The lab's guests.</param>
/// <param name="Hangs">Of these, also what takes long: start-up, memory, hangs.</param>
internal sealed record BenchSettings(bool IsQuick, bool Parts, bool Simulated, bool Real, bool Hangs)
{
    /// <param name="args">--quick; --only=parts, --only=simulated, --only=real, or --only=cpu (of the real ones, processor time and events).</param>
    public static BenchSettings From(IReadOnlyList<string> args)
    {
        var only = args.FirstOrDefault(arg => arg.StartsWith("--only=", StringComparison.Ordinal))?[7..];
        return new BenchSettings(
            args.Contains("--quick", StringComparer.Ordinal),
            only is null or "parts",
            only is null or "simulated",
            only is null or "real" or "cpu",
            only is null or "real"
        );
    }

    /// <summary>The one or the other number of repetitions or seconds.</summary>
    public int Pick(int quick, int full) => IsQuick ? quick : full;
}
