using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.SecondOpinion;
using Masakari.Introspective.Monitoring.Stalls;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Stalls;

/// <summary>What a guest says to a watchdog that fired, 100 s after the monitor's start.</summary>
internal sealed class ReplyRuleTests
{
    private static readonly DetectionPolicy Policy = new(3, ReportClosedPort: false, TimeSpan.Zero);

    [TestCase(Finding.Answered, 101, GuestReply.Answered)]
    [TestCase(Finding.AnsweredWithError, 101, GuestReply.Answered)]
    [TestCase(Finding.Answered, 99, GuestReply.Answered, Description = "asked before, answered after: it goes on")]
    [TestCase(Finding.Silent, 101, GuestReply.Silent)]
    [TestCase(Finding.Silent, 99, GuestReply.NotYet, Description = "nobody asked it since")]
    [TestCase(Finding.AgentBusy, 101, GuestReply.NotYet)]
    [TestCase(Finding.LibvirtAway, 101, GuestReply.NotYet)]
    [TestCase(Finding.Refused, 101, GuestReply.NotYet)]
    [TestCase(Finding.JustReconnected, 101, GuestReply.NotYet)]
    [TestCase(Finding.PortClosed, 101, GuestReply.NotYet, Description = "it may be shutting down")]
    public void GuestThatAnsweredOnce_IsReadFromWhatItWasAskedSince(Finding finding, int askedAt, GuestReply expected)
    {
        var detector = Armed();

        detector.Observe(finding, Policy, Seconds(askedAt), Seconds(105));

        ReplyRule.Read(detector, isAsked: true, Seconds(90), Seconds(100)).Should().Be(expected);
    }

    [Test]
    public void FindingFromBeforeTheStall_SaysNothing() =>
        ReplyRule.Read(Armed(), isAsked: true, Seconds(90), Seconds(100)).Should().Be(GuestReply.NotYet);

    [TestCase(GuestOpinion.KernelAlive, GuestReply.NotYet)]
    [TestCase(GuestOpinion.KernelDead, GuestReply.Silent)]
    [TestCase(GuestOpinion.QemuStopped, GuestReply.Silent)]
    public void ClosedPort_TheKernelDecides(GuestOpinion opinion, GuestReply expected)
    {
        var detector = Armed();
        detector.Observe(Finding.PortClosed, Policy, Seconds(101), Seconds(101));

        detector.ObserveOpinion(opinion);

        ReplyRule.Read(detector, isAsked: true, Seconds(90), Seconds(100)).Should().Be(expected);
    }

    [Test]
    public void AnswerSinceTheStall_StaysAnAnswer_WhateverComesLater()
    {
        var detector = Armed();
        detector.Observe(Finding.Silent, Policy, Seconds(103), Seconds(105));

        ReplyRule.Read(detector, isAsked: true, Seconds(101), Seconds(100)).Should().Be(GuestReply.Answered);
    }

    [Test]
    public void GuestThatIsNotAsked_OrNeverAnswered_CannotDisproveIt()
    {
        ReplyRule.Read(Armed(), isAsked: false, null, Seconds(100)).Should().Be(GuestReply.CannotAnswer);
        ReplyRule.Read(new GuestDetector(), isAsked: true, null, Seconds(100)).Should().Be(GuestReply.CannotAnswer);
    }

    private static GuestDetector Armed()
    {
        var detector = new GuestDetector();
        detector.Observe(Finding.Answered, Policy, Seconds(90), Seconds(90));
        return detector;
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
