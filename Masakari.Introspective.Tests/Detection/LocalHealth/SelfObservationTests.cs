using FluentAssertions;
using Masakari.Introspective.Detection.LocalHealth;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.LocalHealth;

/// <summary>The small parts that readings are made of.</summary>
internal sealed class SelfObservationTests
{
    [Test]
    public void Baseline_FollowsFasterQuickly_SlowerSlowly_AndOutliersNotAtAll()
    {
        var sut = new LatencyBaseline();
        sut.Usual.Should().BeNull();
        sut.Add(Ms(640));
        sut.Usual.Should().Be(Ms(640));
        sut.Add(Ms(320));
        sut.Usual.Should().Be(Ms(480));
        sut.Add(Ms(544));
        sut.Usual.Should().Be(Ms(481));
        sut.Add(Ms(481 * 4 + 1));
        sut.Usual.Should().Be(Ms(481), "slower than that is no custom");
        sut.Add(Ms(481 * 4));
        sut.Usual.Should().BeGreaterThan(Ms(481));
    }

    [Test]
    public void Baseline_OfSmallDelays_LearnsThemAll()
    {
        var sut = new LatencyBaseline();
        sut.Add(Ms(1));
        sut.Add(Ms(500));
        sut.Usual.Should().Be(Ms(1));
        sut.Add(Ms(499));
        sut.Usual.Should().BeGreaterThan(Ms(8));
    }

    [Test]
    public void LatestAnswers_FastestOfThree_OfTheLastHalfMinute()
    {
        var sut = new LatestAnswers();
        sut.Add(Ms(1), S(0));
        sut.Add(Ms(900), S(1));
        sut.Fastest(S(1)).Should().BeNull("two say little");
        sut.Add(Ms(800), S(2));
        sut.Fastest(S(2)).Should().Be(Ms(1));
        sut.Add(Ms(700), S(3));
        sut.Fastest(S(3)).Should().Be(Ms(700), "the first is too long ago");
        sut.Fastest(S(31)).Should().Be(Ms(700));
        sut.Fastest(S(31.1)).Should().BeNull("the second is too old");
    }

    [Test]
    public void Stall_TicksOnTime_AreNone()
    {
        var sut = new StallWatch(S(1));
        sut.Look(S(100)).Should().BeFalse("it has not begun");
        sut.Tick(S(100)).Should().BeFalse();
        sut.Lateness.Should().Be(TimeSpan.Zero);
        sut.Tick(S(101)).Should().BeFalse();
        sut.Lateness.Should().Be(TimeSpan.Zero);
        sut.Tick(S(102.7)).Should().BeFalse();
        sut.Lateness.Should().BeCloseTo(S(0.7), Ms(1));
        sut.Tick(S(103)).Should().BeFalse("the next one makes up for it");
        sut.Lateness.Should().Be(TimeSpan.Zero);
        sut.StalledUntil.Should().BeNull();
    }

    [TestCase(5.9, false)]
    [TestCase(6, true)]
    public void Stall_FromTheLimitOn_IsOne_WhoeverNoticesFirst(double after, bool expected)
    {
        var byTick = new StallWatch(S(1));
        byTick.Tick(S(10));
        byTick.Tick(S(10 + after)).Should().Be(expected);
        byTick.Lateness.Should().BeCloseTo(S(after - 1), Ms(1));
        byTick.StalledUntil.Should().Be(expected ? S(10 + after) : null);

        var byLook = new StallWatch(S(1));
        byLook.Tick(S(10));
        byLook.Look(S(10 + after)).Should().Be(expected);
        byLook.Look(S(10 + after)).Should().BeFalse("it is said once");
        byLook.Tick(S(10 + after)).Should().BeFalse();
        byLook.StalledUntil.Should().Be(expected ? S(10 + after) : null);
    }

    [Test]
    public void Stall_SeenByALook_HasItsLateness()
    {
        var sut = new StallWatch(S(1));
        sut.Tick(S(10));
        sut.Look(S(71));

        sut.Lateness.Should().Be(S(60));
    }

    [TestCase("some avg10=12.34 avg60=1.00 avg300=0.00 total=5", 12.34)]
    [TestCase("some avg10=0.00 avg60=0.00", 0)]
    [TestCase("some avg10=100.00", 100)]
    [TestCase("some avg10=100.01 avg60=0.00", null)]
    [TestCase("some avg10=-1 avg60=0.00", null)]
    [TestCase("some avg10= avg60=0.00", null)]
    [TestCase("some avg60=1.00", null)]
    [TestCase("full avg10=1.00", null)]
    [TestCase("some", null)]
    [TestCase("", null)]
    [TestCase(null, null)]
    public void Pressure_OfALine(string? line, double? expected) => PressureText.SomeAvg10(line).Should().Be(expected);

    [TestCase("cpu  10 20 30 40 50 60 70 80 5 5", 360, 80)]
    [TestCase("cpu 1 2 3 4 5 6 7 8", 36, 8)]
    public void ProcessorTimes_OfALine(string line, long total, long steal) =>
        ProcessorTimes.Parse(line).Should().Be(new ProcessorTimes(total, steal));

    [TestCase("cpu 1 2 3 4 5 6 7")]
    [TestCase("cpu 1 2 3 4 5 6 7 x")]
    [TestCase("cpu 1 -2 3 4 5 6 7 8")]
    [TestCase("cpu0 1 2 3 4 5 6 7 8")]
    [TestCase("")]
    [TestCase(null)]
    public void ProcessorTimes_OfAnotherLine_AreNone(string? line) => ProcessorTimes.Parse(line).Should().BeNull();

    [Test]
    public void Steal_IsTheShareSinceBefore()
    {
        var before = new ProcessorTimes(1000, 100);
        new ProcessorTimes(1200, 150).StealSince(before).Should().Be(25);
        new ProcessorTimes(1200, 100).StealSince(before).Should().Be(0);
        new ProcessorTimes(1000, 100).StealSince(before).Should().BeNull("no time has passed");
        new ProcessorTimes(1200, 99).StealSince(before).Should().BeNull("a counter went backwards");
        before.StealSince(null).Should().BeNull();
    }

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
}
