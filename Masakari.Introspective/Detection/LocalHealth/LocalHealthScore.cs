namespace Masakari.Introspective.Detection.LocalHealth;

/// <summary>How far the judge is to be trusted: 0 (well) to 7. It rises at once and falls by one per interval.</summary>
/// <remarks>
/// After Lifeguard (Dadgar, Phillips, Currey: Local Health Awareness for More Accurate Failure Detection, 2018): a detector
/// that is itself slow waits longer before it blames others. Other than there, the score is read from measurements of the
/// host and not counted up by outcomes. All times are readings of one monotonic clock.
/// </remarks>
internal sealed class LocalHealthScore(LocalHealthPolicy policy)
{
    /// <summary>The worst score.</summary>
    public const int Worst = 7;

    private readonly LatencyBaseline _queries = new();
    private readonly LatencyBaseline _pings = new();
    private TimeSpan _movedAt;
    private int _saidUpTo;

    public int Value { get; private set; }

    /// <summary>What was wrong at the latest reading with complaints; empty while the score is 0.</summary>
    public IReadOnlyList<Complaint> Complaints { get; private set; } = [];

    /// <summary>Takes in a reading.</summary>
    /// <returns>Whether there is news: a score higher than any since it was last 0, or 0 again.</returns>
    public bool Take(SelfReading reading, TimeSpan now)
    {
        var complaints = LocalHealth.Complaints.Of(reading, _queries.Usual, _pings.Usual);
        Learn(reading);
        var level = Math.Min(complaints.Sum(complaint => complaint.Points), Worst);
        if (level >= Value)
        {
            (Value, _movedAt) = (level, now);
        }
        else if (now - _movedAt >= policy.FallInterval)
        {
            (Value, _movedAt) = (Value - 1, now);
        }

        if (Value == 0)
        {
            Complaints = [];
        }
        else if (complaints.Count > 0)
        {
            Complaints = complaints;
        }

        var isNews = Value > _saidUpTo || (Value == 0 && _saidUpTo > 0);
        _saidUpTo = isNews ? Value : _saidUpTo;
        return isNews;
    }

    /// <summary>The complaints in one line.</summary>
    public string Describe() => string.Join(", ", Complaints.Select(complaint => complaint.Words));

    private void Learn(SelfReading reading)
    {
        if (reading.QueryDelay is { } query)
        {
            _queries.Add(query);
        }

        if (reading.PingDelay is { } ping)
        {
            _pings.Add(ping);
        }
    }
}
