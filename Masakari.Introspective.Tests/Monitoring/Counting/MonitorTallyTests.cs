using FluentAssertions;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Monitoring.Counting;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Notifications;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Counting;

internal sealed class MonitorTallyTests
{
    private MonitorTally _sut = null!;

    [SetUp]
    public void SetUp() => _sut = new MonitorTally();

    [Test]
    public void Answered_FinalAnswersOnly_CountsEachOnce()
    {
        Answer(PingAnswer.Busy, isFinal: false);
        Answer(PingAnswer.Busy);
        Answer(PingAnswer.Replied);
        Answer(PingAnswer.Silent);

        var counts = _sut.Read();

        counts.Probes.Where(probe => probe.Count > 0).Should().Equal(("replied", 1), ("silent", 1), ("busy", 1));
        counts.Answers.Counts.Sum().Should().Be(1, "only an answer has a duration");
    }

    [Test]
    public void Answered_OfAProbe_AllocatesNothing()
    {
        var result = new PingResult(Guid.NewGuid(), PingAnswer.Replied, TimeSpan.Zero, "");
        _sut.Answered(result, TimeSpan.FromSeconds(1));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            _sut.Answered(result, TimeSpan.FromMilliseconds(i));
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Test]
    public void Ruled_OfAFault_CountsItsReasonAndTheRuling()
    {
        _sut.Ruled(Fault("guest-silent"), new Ruling(RulingKind.Hold, RulingReason.Storm, ""));
        _sut.Ruled(Fault("guest-silent"), new Ruling(RulingKind.Refuse, RulingReason.GivenUp, ""));
        _sut.Ruled(Fault("domain-died"), new Ruling(RulingKind.Observe, RulingReason.ObserveOnly, ""));

        var counts = _sut.Read();

        counts
            .Alarms.Where(alarm => alarm.Count > 0)
            .Should()
            .BeEquivalentTo([
                ("guest-silent", "held", 1L),
                ("guest-silent", "refused", 1L),
                ("domain-died", "would-report", 1L),
            ]);
        counts
            .Suppressions.Where(reason => reason.Count > 0)
            .Should()
            .BeEquivalentTo([("storm", 1L), ("given-up", 1L), ("observe-only", 1L)]);
    }

    [Test]
    public void Ruled_OfADoubtBeforeAnyVerdict_IsNoAlarm()
    {
        _sut.Ruled(Fault("judge-unwell"), new Ruling(RulingKind.Hold, RulingReason.JudgeUnwell, ""));

        _sut.Read().Alarms.Should().OnlyContain(alarm => alarm.Count == 0);
        _sut.Read().Suppressions.Should().Contain(("judge-unwell", 1L));
    }

    [Test]
    public void Ruled_OfAReasonThatNobodyKnows_IsBounded()
    {
        _sut.Ruled(Fault("of an older file"), new Ruling(RulingKind.Hold, RulingReason.Storm, ""));

        _sut.Read().Alarms.Where(alarm => alarm.Count > 0).Should().Equal(("other", "held", 1));
    }

    [Test]
    public void Noted_ReportedRecoveredFenced_AreCounted()
    {
        Note(DecisionKind.Reported, "io-error");
        Note(DecisionKind.Recovered, "guest-ping");
        Note(DecisionKind.Fenced, "");
        Note(DecisionKind.SameIncident, "guest-silent");

        var counts = _sut.Read();

        counts.Alarms.Where(alarm => alarm.Count > 0).Should().Equal(("io-error", "reported", 1));
        (counts.Recovered, counts.Fenced).Should().Be((1L, 1L));
    }

    [Test]
    public void Delivered_AndWithdrawn_AreCountedByResult()
    {
        _sut.Delivered(DeliveryOutcome.Delivered);
        _sut.Delivered(DeliveryOutcome.HostNotRegistered);
        Note(DecisionKind.Withdrawn, "no-longer-true");

        _sut.Read()
            .Deliveries.Where(result => result.Count > 0)
            .Should()
            .Equal(("delivered", 1), ("host-not-registered", 1), ("withdrawn", 1));
    }

    private static Notification Fault(string code) =>
        new(Guid.NewGuid(), "QEMU_GUEST_AGENT_ERROR", "STOPPED_FAILED", "compute-1", default, "", 1, code);

    private void Answer(PingAnswer answer, bool isFinal = true) =>
        _sut.Answered(new PingResult(Guid.NewGuid(), answer, TimeSpan.Zero, "", isFinal), TimeSpan.FromSeconds(1));

    private void Note(DecisionKind kind, string code) =>
        _sut.Noted(new Decision(DateTimeOffset.UnixEpoch, Guid.NewGuid(), kind, code, ""));
}
