namespace Masakari.Introspective.Monitoring.Evidence;

/// <summary>Which evidence has to go.</summary>
internal static class EvidenceLimits
{
    /// <summary>What is too old, too many of one instance, or too much altogether: the oldest go first.</summary>
    public static IReadOnlyList<SavedEvidence> Exceeding(
        IReadOnlyCollection<SavedEvidence> saved,
        EvidenceOptions options,
        DateTimeOffset now
    )
    {
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        List<SavedEvidence> exceeding = [];
        var size = 0L;
        foreach (
            var one in saved.OrderByDescending(one => one.At).ThenByDescending(one => one.Path, StringComparer.Ordinal)
        )
        {
            var count = counts[one.Instance] = counts.GetValueOrDefault(one.Instance) + 1;
            size += one.Bytes;
            if (count > options.PerInstance || now - one.At > options.MaxAge || size > options.MaxSize)
            {
                exceeding.Add(one);
                size -= one.Bytes;
            }
        }

        return exceeding;
    }
}
