using FluentAssertions;
using Masakari.Introspective.GuestPing;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.GuestPing;

internal sealed class PhasePlanTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    [TestCase(2)]
    [TestCase(5)]
    [TestCase(20)]
    [TestCase(100)]
    [TestCase(1000)]
    public void PhaseOf_AnyNumberOfGuests_LeavesNoGapOverTwiceTheEvenOne(int count)
    {
        var places = Enumerable.Range(0, count).Select(i => PhasePlan.PhaseOf(i, Interval)).Order().ToList();

        var gaps = places.Zip(places.Skip(1), (a, b) => b - a).Append(places[0] + Interval - places[^1]);

        gaps.Max().Should().BeLessThan(Interval / count * 2);
        places.Should().OnlyContain(place => place >= TimeSpan.Zero && place < Interval);
    }

    [TestCase(3.0, 0.0, 3.0)]
    [TestCase(3.0, 3.0, 13.0)]
    [TestCase(3.0, 12.9, 13.0)]
    [TestCase(3.0, 1234.5, 1243.0)]
    [TestCase(0.0, 20.0, 30.0)]
    public void Next_AnyMoment_IsTheNextOnTheGuestsPlace(double phase, double now, double next) =>
        PhasePlan
            .Next(TimeSpan.FromSeconds(phase), Interval, TimeSpan.FromSeconds(now))
            .Should()
            .BeCloseTo(TimeSpan.FromSeconds(next), TimeSpan.FromMilliseconds(1));

    [TestCase(0, 10, 0)]
    [TestCase(5, 10, 0.1)]
    [TestCase(5, 499, 4.99)]
    [TestCase(5, 500, 5)]
    [TestCase(5, 10_000, 5)]
    public void FirstAfter_IsInTheOrderOfThePlaces_OneIn20MillisecondsAtMost(
        double phase,
        int count,
        double expected
    ) => PhasePlan.FirstAfter(TimeSpan.FromSeconds(phase), Interval, count).Should().Be(TimeSpan.FromSeconds(expected));
}
