using FluentAssertions;
using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.Detection.Rulings;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Operations;

/// <summary>Whose end is seen, and whose is not: only a guest that was disturbed until now gets the grace.</summary>
internal sealed class EndOfOperationTests
{
    private static readonly OperationLimits Limits = new();

    private PlannedOperations _planned = null!;

    [SetUp]
    public void SetUp() => _planned = new PlannedOperations();

    [TestCase(100, true)]
    [TestCase(100.001, false)]
    public void Job_GuestAnsweredSinceItWasSeen_HasLongEnded(double answered, bool hasGrace)
    {
        _planned.SeeJob(Operation.Snapshot, Limits, At(100));
        _planned.AgentAnswered(At(answered));

        _planned.SeeJob(null, Limits, At(110));

        (_planned.Hold(Limits, isSilence: true, asksAgent: true, withTask: true, At(111)) is not null)
            .Should()
            .Be(hasGrace);
    }

    [TestCase(100, true)]
    [TestCase(100.001, false)]
    public void Task_GuestAnsweredSinceItWasSeen_HasLongEnded(double answered, bool hasGrace)
    {
        _planned.SeeTask("rebooting", Limits, At(100));
        _planned.AgentAnswered(At(answered));

        _planned.SeeTask(null, Limits, At(110));

        (_planned.Hold(Limits, isSilence: true, asksAgent: true, withTask: true, At(111)) is not null)
            .Should()
            .Be(hasGrace);
    }

    [Test]
    public void Ended_WhatTheAgentsAnswerSaysNothingAbout_HasItsGrace()
    {
        _planned.SeeJob(Operation.Migration, Limits, At(100));
        _planned.AgentAnswered(At(105));
        _planned.SeeJob(null, Limits, At(110));
        HoldOther(124.9)!.Words.Should().Be("its migration ended less than 15 s ago");
        HoldOther(125).Should().BeNull();

        _planned.SeeTask("migrating", Limits, At(200));
        _planned.AgentAnswered(At(205));
        _planned.SeeTask(null, Limits, At(210));
        HoldOther(224.9)!.Words.Should().Be("what Nova did to it ended less than 15 s ago");
        HoldOther(225).Should().BeNull();
    }

    [Test]
    public void Resumed_AnAnswerDoesNotEndTheGrace()
    {
        _planned.Resumed(inPostCopy: false, At(100));
        _planned.AgentAnswered(At(101));

        _planned.Hold(Limits, isSilence: true, asksAgent: true, withTask: true, At(102)).Should().NotBeNull();
    }

    [Test]
    public void Task_Ended_IsSaid()
    {
        _planned.SeeTask("rebooting", Limits, At(100));

        _planned.SeeTask(null, Limits, At(101));

        _planned
            .Hold(Limits, isSilence: true, asksAgent: true, withTask: true, At(101))!
            .Words.Should()
            .Be("what Nova did to it ended less than 15 s ago");
    }

    [Test]
    public void Task_None_BeginsNoGrace()
    {
        _planned.SeeTask(null, Limits, At(100));

        _planned.Hold(Limits, isSilence: true, asksAgent: true, withTask: true, At(100)).Should().BeNull();
    }

    [Test]
    public void Task_GoesOn_BeginsNoGrace()
    {
        _planned.SeeTask("rebooting", Limits, At(100));

        _planned.SeeTask("reboot_started", Limits, At(101));

        _planned.Hold(Limits, isSilence: true, asksAgent: true, withTask: false, At(101)).Should().BeNull();
    }

    [Test]
    public void Current_IsWhatLasts()
    {
        _planned.Current(Limits, At(100)).Should().BeNull();

        _planned.SeeTask("rebooting", Limits, At(100));

        _planned.Current(Limits, At(101))!.Words.Should().Be("Nova's task_state is rebooting");
    }

    [Test]
    public void Disturbance_ATaskOfNovas_IsOne()
    {
        _planned.SeeTask("rebooting", Limits, At(100));

        _planned.Disturbance(Limits, At(101))!.EndedAt.Should().BeNull("it lasts");
    }

    private Ruling? HoldOther(double at) =>
        _planned.Hold(Limits, isSilence: false, asksAgent: true, withTask: true, At(at));

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
