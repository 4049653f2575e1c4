namespace Masakari.Introspective.Detection.LocalHealth;

/// <summary>How long the latest answering guests took: when even the fastest of them is slow, it is not the guests.</summary>
internal sealed class LatestAnswers
{
    /// <summary>Answers that are compared.</summary>
    public const int Count = 3;

    /// <summary>An older answer says nothing about now.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(30);

    private readonly Queue<(TimeSpan Took, TimeSpan At)> _answers = new();

    public void Add(TimeSpan took, TimeSpan now)
    {
        _answers.Enqueue((took, now));
        if (_answers.Count > Count)
        {
            _answers.Dequeue();
        }
    }

    /// <summary>Null where there are not enough of them.</summary>
    public TimeSpan? Fastest(TimeSpan now)
    {
        while (_answers.TryPeek(out var oldest) && now - oldest.At > MaxAge)
        {
            _answers.Dequeue();
        }

        return _answers.Count < Count ? null : _answers.Min(answer => answer.Took);
    }
}
