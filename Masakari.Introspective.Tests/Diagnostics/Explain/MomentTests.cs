using FluentAssertions;
using Masakari.Introspective.Diagnostics.Explain;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Story;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Explain;

internal sealed class MomentTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 16, 0, 0, TimeSpan.Zero);
    private static readonly Guid Guest = Guid.Parse("00000000-0000-4000-8000-000000000001");

    private static readonly StoryEntry[] Story =
    [
        Status(10, "healthy"),
        Seen(20, StoryKind.Missed),
        Status(20, "suspect"),
        Seen(25, StoryKind.HoldSet),
        Decided(30, DecisionKind.Held),
        Status(30, "held"),
        Seen(40, StoryKind.HoldReleased),
        Decided(50, DecisionKind.Reported),
        Status(50, "reported"),
        Decided(60, DecisionKind.Recovered),
        Status(60, "healthy"),
    ];

    [TestCase(5, null, false, false, false)]
    [TestCase(15, "healthy", false, false, false)]
    [TestCase(22, "suspect", false, false, false)]
    [TestCase(27, "suspect", false, false, true)]
    [TestCase(35, "held", true, false, true)]
    [TestCase(45, "held", true, false, false)]
    [TestCase(55, "reported", false, true, false)]
    [TestCase(99, "healthy", false, false, false)]
    public void Of_Moment_SaysWhatHeldThen(int second, string? status, bool isHeld, bool isReported, bool hasHold)
    {
        var moment = Moment.Of(Story, Start.AddSeconds(second));

        moment.Status.Should().Be(status);
        (moment.Against is not null).Should().Be(isHeld);
        (moment.Reported is not null).Should().Be(isReported);
        (moment.Hold is not null).Should().Be(hasHold);
    }

    [Test]
    public void Of_AfterAReportWasWithdrawn_NothingIsReported()
    {
        StoryEntry[] story =
        [
            Decided(50, DecisionKind.Reported),
            Status(50, "reported"),
            Decided(55, DecisionKind.Withdrawn),
        ];

        Moment.Of(story, Start.AddSeconds(52)).Reported.Should().NotBeNull();
        Moment.Of(story, Start.AddSeconds(60)).Reported.Should().BeNull();
    }

    [Test]
    public void Of_AfterAReportWasSetAside_ThatIsAgainstIt()
    {
        StoryEntry[] story = [Decided(50, DecisionKind.Reported), Status(50, "reported"), Seen(55, StoryKind.SetAside)];

        var moment = Moment.Of(story, Start.AddSeconds(60));

        (moment.Reported, moment.Against!.What).Should().Be((null, "set-aside"));
    }

    [Test]
    public void Of_Moment_HasItsNeighbours()
    {
        var moment = Moment.Of(Story, Start.AddSeconds(22));

        moment.Before!.At.Should().Be(Start.AddSeconds(20));
        moment.After!.At.Should().Be(Start.AddSeconds(25));
    }

    private static StoryEntry Status(int second, string code) =>
        new(Start.AddSeconds(second), Guest, "web-1", StoryKind.Status, code, $"Its status is {code}");

    private static StoryEntry Seen(int second, StoryKind kind) =>
        new(Start.AddSeconds(second), Guest, "web-1", kind, "", "Something was seen");

    private static StoryEntry Decided(int second, DecisionKind kind) =>
        new(Start.AddSeconds(second), Guest, "web-1", StoryKind.Decided, "guest-silent", "why", kind);
}
