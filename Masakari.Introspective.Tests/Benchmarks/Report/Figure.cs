namespace Masakari.Introspective.Benchmarks.Report;

/// <summary>One measured figure.</summary>
/// <param name="Key">Name in summary.json; says the unit.</param>
/// <param name="What">For people.</param>
/// <param name="Most">The target: no more than this; null where there is none.</param>
internal sealed record Figure(string Key, string What, double Value, double? Most)
{
    public bool IsMissed => Most is { } most && Value > most;
}
