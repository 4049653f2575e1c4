namespace Masakari.Introspective.Monitoring.Counting;

/// <summary>What a <see cref="MonitorTally"/> held at one moment; every code is there, also at 0.</summary>
/// <param name="Probes">Ended questions to guests by what became of them.</param>
/// <param name="Answers">How long the guests that answered took.</param>
/// <param name="Suppressions">Faults that were not reported, by reason.</param>
/// <param name="Alarms">Faults by their reason and what became of them.</param>
/// <param name="Deliveries">Attempts to deliver by what the recovery service answered.</param>
/// <param name="Recovered">Incidents that ended because the instance was well again.</param>
/// <param name="Fenced">Domains that the monitor itself destroyed.</param>
internal sealed record TallyCounts(
    IReadOnlyList<(string Code, long Count)> Probes,
    DurationCounts Answers,
    IReadOnlyList<(string Code, long Count)> Suppressions,
    IReadOnlyList<(string Reason, string Action, long Count)> Alarms,
    IReadOnlyList<(string Code, long Count)> Deliveries,
    long Recovered,
    long Fenced
);
