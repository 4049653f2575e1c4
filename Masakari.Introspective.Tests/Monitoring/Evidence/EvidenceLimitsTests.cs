using FluentAssertions;
using Masakari.Introspective.Monitoring.Evidence;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Evidence;

internal sealed class EvidenceLimitsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly EvidenceOptions Options = new()
    {
        PerInstance = 2,
        MaxAge = TimeSpan.FromDays(7),
        MaxSize = 100,
    };

    [Test]
    public void Exceeding_Count_AreTheOldestOfThatInstance() =>
        Removed(("a", 1, 1), ("a", 2, 1), ("a", 3, 1), ("b", 4, 1)).Should().Equal("a-3");

    [Test]
    public void Exceeding_Age_IsBeyondTheLimit() =>
        Removed(("a", 7 * 24 * 60, 1), ("b", (7 * 24 * 60) + 1, 1)).Should().Equal("b-10081");

    [TestCase(50, 0)]
    [TestCase(51, 1)]
    public void Exceeding_Size_RemovesTheOldest(long bytes, int removed) =>
        Removed(("a", 1, 50), ("b", 2, bytes)).Should().Equal(Enumerable.Repeat("b-2", removed));

    [Test]
    public void Exceeding_OneThatIsTooLarge_DoesNotCostTheOthers() =>
        Removed(("a", 1, 50), ("b", 2, 500), ("c", 3, 50)).Should().Equal("b-2");

    private static IEnumerable<string> Removed(params (string Instance, int MinutesAgo, long Bytes)[] saved) =>
        EvidenceLimits
            .Exceeding(
                [
                    .. saved.Select(x => new SavedEvidence(
                        $"{x.Instance}-{x.MinutesAgo}",
                        x.Instance,
                        Now - TimeSpan.FromMinutes(x.MinutesAgo),
                        x.Bytes
                    )),
                ],
                Options,
                Now
            )
            .Select(x => x.Path);
}
