using FluentAssertions;
using Masakari.Introspective.Detection.Brake;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Brake;

internal sealed class StormBrakeTests
{
    private static readonly BrakePolicy Policy = new(true, 3, 55, S(60), S(300), S(10));

    [TestCase(2, 2, false)]
    [TestCase(3, 3, true)]
    [TestCase(3, 5, true)]
    [TestCase(3, 6, false)]
    [TestCase(5, 10, false)]
    [TestCase(6, 10, true)]
    [TestCase(11, 20, false, TestName = "Exactly the share is none")]
    [TestCase(12, 20, true)]
    [TestCase(0, 0, false)]
    public void Policy_OfSoManyInTrouble_SaysWhetherItIsAStorm(int inTrouble, int watched, bool expected)
    {
        Policy.IsStorm(inTrouble, watched).Should().Be(expected);
        (Policy with { IsOn = false }).IsStorm(inTrouble, watched).Should().BeFalse();
    }

    [Test]
    public void Policy_OfManyGuests_DoesNotOverflow() => Policy.IsStorm(40_000_000, 50_000_000).Should().BeTrue();

    [Test]
    public void Look_WhenTheShareIsReached_EngagesOnce()
    {
        var sut = CreateSut(10, out var guests);
        Trouble(sut, guests, 0, 6, S(1));

        sut.Look(S(1)).Should().Be(BrakeChange.Engaged);
        sut.Look(S(2)).Should().Be(BrakeChange.None);

        sut.IsEngaged.Should().BeTrue();
        sut.Watched.Should().Be(10);
        sut.Counted.Should().BeEquivalentTo(guests.Take(6));
    }

    [TestCase(60, true)]
    [TestCase(60.1, false)]
    public void Look_AtTheWindowsEdge_CountsOnlyWhatIsWithin(double seconds, bool engages)
    {
        var sut = CreateSut(5, out var guests);
        Trouble(sut, guests, 0, 1, S(0));
        Trouble(sut, guests, 1, 2, S(seconds));

        sut.Look(S(seconds)).Should().Be(engages ? BrakeChange.Engaged : BrakeChange.AskAll);
        sut.Counted.Should().HaveCount(engages ? 3 : 2);
    }

    [Test]
    public void Note_OfTheSameTrouble_DoesNotRenewIt()
    {
        var sut = CreateSut(5, out var guests);
        Trouble(sut, guests, 0, 1, S(0));
        Trouble(sut, guests, 0, 1, S(50));
        Trouble(sut, guests, 1, 2, S(61));

        sut.Look(S(61)).Should().Be(BrakeChange.AskAll);
    }

    [Test]
    public void Note_OfNewTroubleAfterRecovery_CountsFromThenOn()
    {
        var sut = CreateSut(5, out var guests);
        Trouble(sut, guests, 0, 1, S(0));
        sut.Note(guests[0], GuestStanding.Well, S(20));
        Trouble(sut, guests, 0, 1, S(40));
        sut.Look(S(61)).Should().Be(BrakeChange.None);
        sut.Counted.Should().ContainSingle();
        Trouble(sut, guests, 1, 2, S(100));

        sut.Look(S(100)).Should().Be(BrakeChange.Engaged);
    }

    [TestCase(GuestStanding.InTrouble, BrakeChange.Engaged)]
    [TestCase(GuestStanding.Told, BrakeChange.None)]
    public void Note_OfTroubleAtFirstSight_CountsUnlessToldBefore(GuestStanding standing, BrakeChange expected)
    {
        var sut = new StormBrake(Policy);
        for (var i = 0; i < 3; i++)
        {
            sut.Note(Guid.NewGuid(), standing, S(0));
        }

        sut.Look(S(0)).Should().Be(expected);
        sut.Watched.Should().Be(3);
    }

    [Test]
    public void Note_OfAKnownGuest_CountsThoughItWasToldAtOnce()
    {
        var sut = CreateSut(3, out var guests);
        guests.ForEach(guest => sut.Note(guest, GuestStanding.Told, S(1)));

        sut.Look(S(1)).Should().Be(BrakeChange.Engaged);
    }

    [Test]
    public void Note_OfAnUnarmedGuest_TakesItOutOfTheCount()
    {
        var sut = CreateSut(6, out var guests);
        Trouble(sut, guests, 0, 3, S(0));
        sut.Look(S(0)).Should().Be(BrakeChange.AskAll, "three of six are 50 %");

        sut.Note(guests[5], GuestStanding.Unarmed, S(1));

        sut.Watched.Should().Be(5);
        sut.Look(S(1)).Should().Be(BrakeChange.Engaged, "three of five are 60 %");
    }

    [Test]
    public void Look_AtTwoSuspects_HasTheOthersAskedOnce_AndAgainOnlyAfterwards()
    {
        var sut = CreateSut(10, out var guests);
        Trouble(sut, guests, 0, 1, S(0));
        sut.Look(S(0)).Should().Be(BrakeChange.None);
        Trouble(sut, guests, 1, 1, S(1));
        sut.Look(S(1)).Should().Be(BrakeChange.AskAll);
        sut.Look(S(2)).Should().Be(BrakeChange.None);
        Trouble(sut, guests, 2, 1, S(3));
        sut.Look(S(3)).Should().Be(BrakeChange.None);

        sut.Look(S(62)).Should().Be(BrakeChange.None);
        Trouble(sut, guests, 3, 2, S(70));
        sut.Look(S(70)).Should().Be(BrakeChange.AskAll);
    }

    [TestCase(2, true)]
    [TestCase(3, false)]
    public void Look_WhereThereCanBeNoStorm_AsksNobody(int count, bool isOn)
    {
        var sut = CreateSut(count, out var guests, Policy with { IsOn = isOn });
        Trouble(sut, guests, 0, 2, S(0));

        sut.Look(S(0)).Should().Be(BrakeChange.None);
    }

    [Test]
    public void Look_WithThreeGuestsAndTwoSuspects_AsksTheThird()
    {
        var sut = CreateSut(3, out var guests);
        Trouble(sut, guests, 0, 2, S(0));

        sut.Look(S(0)).Should().Be(BrakeChange.AskAll);
    }

    [Test]
    public void Look_WhileTheStormLasts_KeepsItBeyondTheWindow()
    {
        var sut = Engaged(out var guests);
        sut.Look(S(200)).Should().Be(BrakeChange.None);
        sut.IsEngaged.Should().BeTrue();
        Trouble(sut, guests, 6, 1, S(200));

        sut.Counted.Should().HaveCount(7, "one that fails later is part of it");
    }

    [Test]
    public void Look_WhenItIsNoStormForAWhile_Passes()
    {
        var sut = Engaged(out var guests);
        sut.Note(guests[0], GuestStanding.Well, S(100));
        sut.Look(S(100)).Should().Be(BrakeChange.None);
        sut.Look(S(109.9)).Should().Be(BrakeChange.None);
        sut.Look(S(110)).Should().Be(BrakeChange.Passed);

        sut.IsEngaged.Should().BeFalse();
        sut.Counted.Should().BeEmpty("those that still fail do so for longer than the window");
        sut.Look(S(111)).Should().Be(BrakeChange.None);
    }

    [Test]
    public void Look_WhenItIsAStormAgainMeanwhile_BeginsTheWaitAnew()
    {
        var sut = Engaged(out var guests);
        sut.Note(guests[0], GuestStanding.Well, S(100));
        sut.Look(S(100));
        Trouble(sut, guests, 0, 1, S(105));
        sut.Look(S(105));
        sut.Note(guests[0], GuestStanding.Unarmed, S(106));
        sut.Note(guests[1], GuestStanding.Well, S(106));
        sut.Look(S(106));

        sut.Look(S(112)).Should().Be(BrakeChange.None);
        sut.Look(S(116)).Should().Be(BrakeChange.Passed);
    }

    [Test]
    public void Allows_WithoutAStorm_Everybody() =>
        CreateSut(3, out var guests).Allows(guests[0], S(0)).Should().BeTrue();

    [Test]
    public void Allows_InAStorm_NobodyBeforeTheCeilingThenOneAtEachPace()
    {
        var sut = Engaged(out var guests);
        sut.Allows(guests[0], S(0)).Should().BeFalse();
        sut.Allows(guests[0], S(299.9)).Should().BeFalse();
        sut.Allows(guests[0], S(300)).Should().BeTrue();
        sut.Allows(guests[1], S(309.9)).Should().BeFalse();
        sut.Allows(guests[0], S(309.9)).Should().BeTrue("it was let go already");
        sut.Allows(guests[1], S(310)).Should().BeTrue();
        sut.Allows(guests[2], S(319.9)).Should().BeFalse();
        sut.Allows(guests[2], S(320)).Should().BeTrue();
    }

    [Test]
    public void Allows_AGuestThatRecoveredAndFailsAgain_WaitsAgain()
    {
        var sut = Engaged(out var guests);
        sut.Allows(guests[0], S(300)).Should().BeTrue();
        sut.Note(guests[0], GuestStanding.Well, S(301));
        Trouble(sut, guests, 0, 1, S(302));

        sut.Allows(guests[0], S(302)).Should().BeFalse();
    }

    [Test]
    public void Look_AtTheCeiling_WhereNobodyWaits_Passes()
    {
        var sut = Engaged(out _);
        sut.Look(S(299.9)).Should().Be(BrakeChange.None);

        sut.Look(S(300)).Should().Be(BrakeChange.Passed);
    }

    [Test]
    public void Look_AtTheCeiling_WhereSomebodyWaits_Releases()
    {
        var sut = Engaged(out var guests);
        sut.Allows(guests[0], S(290));
        sut.Look(S(299.9)).Should().Be(BrakeChange.None);
        sut.Look(S(300)).Should().Be(BrakeChange.Releasing);
        sut.Look(S(301)).Should().Be(BrakeChange.None);

        sut.Look(S(409.9)).Should().Be(BrakeChange.None);
        sut.Look(S(410)).Should().Be(BrakeChange.Passed, "nothing was brought for two minutes");
    }

    [Test]
    public void ASecondStorm_BeginsItsCeilingAndItsPaceAnew()
    {
        var sut = Engaged(out var guests);
        sut.Allows(guests[0], S(300)).Should().BeTrue();
        sut.Look(S(300)).Should().Be(BrakeChange.Releasing);
        guests.ForEach(guest => sut.Note(guest, GuestStanding.Well, S(305)));
        sut.Look(S(305));
        sut.Look(S(315)).Should().Be(BrakeChange.Passed);
        Trouble(sut, guests, 0, 6, S(400));
        sut.Look(S(400)).Should().Be(BrakeChange.Engaged);

        sut.Allows(guests[0], S(699)).Should().BeFalse();
        sut.Look(S(700)).Should().Be(BrakeChange.Releasing);
        sut.Allows(guests[0], S(700)).Should().BeTrue();
    }

    [Test]
    public void ASecondStorm_ThatEndsAtOnce_LastsAsLongAsAnyOther()
    {
        var sut = Engaged(out var guests);
        guests.ForEach(guest => sut.Note(guest, GuestStanding.Well, S(100)));
        sut.Look(S(100));
        sut.Look(S(110)).Should().Be(BrakeChange.Passed);
        Trouble(sut, guests, 0, 6, S(200));
        sut.Look(S(200)).Should().Be(BrakeChange.Engaged);
        guests.ForEach(guest => sut.Note(guest, GuestStanding.Well, S(201)));

        sut.Look(S(201)).Should().Be(BrakeChange.None);
        sut.Look(S(211)).Should().Be(BrakeChange.Passed);
    }

    [Test]
    public void ASecondStorm_CountsAndHoldsItsOwnGuestsOnly()
    {
        var sut = Engaged(out var guests);
        sut.Allows(guests[0], S(300)).Should().BeTrue();
        guests.AddRange(Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()));
        guests.GetRange(10, 10).ForEach(guest => sut.Note(guest, GuestStanding.Well, S(301)));
        sut.Look(S(301));
        sut.Look(S(311)).Should().Be(BrakeChange.Passed);
        Trouble(sut, guests, 6, 12, S(400));
        sut.Look(S(400)).Should().Be(BrakeChange.Engaged);

        sut.Counted.Should().BeEquivalentTo(guests.GetRange(6, 12));
        sut.Allows(guests[0], S(401)).Should().BeFalse("it was let go in the storm before");
    }

    [Test]
    public void ASecondStorm_DoesNotWaitForThePaceOfTheFirst()
    {
        var sut = CreateSut(3, out var guests, Policy with { Ceiling = S(20), Pace = S(60) });
        Trouble(sut, guests, 0, 3, S(0));
        sut.Look(S(0)).Should().Be(BrakeChange.Engaged);
        sut.Allows(guests[0], S(20)).Should().BeTrue();
        guests.ForEach(guest => sut.Note(guest, GuestStanding.Well, S(21)));
        sut.Look(S(21));
        sut.Look(S(31)).Should().Be(BrakeChange.Passed);
        Trouble(sut, guests, 0, 3, S(40));
        sut.Look(S(40)).Should().Be(BrakeChange.Engaged);

        sut.Allows(guests[1], S(59.9)).Should().BeFalse();
        sut.Allows(guests[1], S(60)).Should().BeTrue();
    }

    [Test]
    public void Look_AtACeilingShorterThanTheQuiet_LeavesTimeForAVerdictToBeBrought()
    {
        var sut = CreateSut(3, out var guests, Policy with { Ceiling = S(60) });
        Trouble(sut, guests, 0, 3, S(1000));
        sut.Look(S(1000)).Should().Be(BrakeChange.Engaged);

        sut.Look(S(1060)).Should().Be(BrakeChange.Releasing);
        sut.Look(S(1119.9)).Should().Be(BrakeChange.None);
        sut.Look(S(1120)).Should().Be(BrakeChange.Passed);
    }

    [Test]
    public void Note_OfAGuestThatIsWellAgain_NoLongerCounts()
    {
        var sut = CreateSut(4, out var guests);
        Trouble(sut, guests, 0, 2, S(0));
        sut.Note(guests[0], GuestStanding.Well, S(1));
        Trouble(sut, guests, 2, 1, S(2));

        sut.Counted.Should().BeEquivalentTo([guests[1], guests[2]]);
        sut.Look(S(2)).Should().Be(BrakeChange.AskAll);
    }

    private static StormBrake Engaged(out List<Guid> guests)
    {
        var sut = CreateSut(10, out guests);
        Trouble(sut, guests, 0, 6, S(0));
        sut.Look(S(0)).Should().Be(BrakeChange.Engaged);
        return sut;
    }

    private static void Trouble(StormBrake sut, List<Guid> guests, int from, int count, TimeSpan now) =>
        guests.GetRange(from, count).ForEach(guest => sut.Note(guest, GuestStanding.InTrouble, now));

    private static StormBrake CreateSut(int count, out List<Guid> guests, BrakePolicy? policy = null)
    {
        var sut = new StormBrake(policy ?? Policy);
        guests = [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];
        guests.ForEach(guest => sut.Note(guest, GuestStanding.Well, TimeSpan.Zero));
        return sut;
    }

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
