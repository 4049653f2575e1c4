using FluentAssertions;
using Masakari.Introspective.Monitoring.Holds;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Holds;

internal sealed class HoldBookTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Instance = Guid.Parse("6f70fba5-2ae3-4b4a-a8f9-61e0ebf0ea0b");
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Test]
    public void Set_OnAnInstance_HoldsItAndNoOther()
    {
        var sut = new HoldBook();

        var hold = sut.Set(Instance, " backup ", "1000/alice", Hour, Now);

        hold.Should().Be(new PersonHold(Instance, "backup", "1000/alice", Now, Now + Hour));
        sut.For(Instance, Now).Should().Be(hold);
        sut.For(Guid.NewGuid(), Now).Should().BeNull();
        hold.Describe().Should().Be("1000/alice holds it until 2026-11-21 13:00:00 UTC: backup");
        hold.Target.Should().Be(Instance.ToString());
    }

    [Test]
    public void Set_OnTheHost_HoldsEveryInstanceThatHasNoHoldOfItsOwn()
    {
        var sut = new HoldBook();
        var own = sut.Set(Instance, "mine", "alice", Hour, Now);
        var host = sut.Set(null, "all", "bob", Hour, Now);

        sut.For(Guid.NewGuid(), Now).Should().Be(host);
        sut.For(Instance, Now).Should().Be(own);
        sut.All.Should().Equal(host, own);
        host.Describe().Should().Be("bob holds this host until 2026-11-21 13:00:00 UTC: all");
        host.Target.Should().Be("the host");
    }

    [Test]
    public void Set_Again_ReplacesTheFirst()
    {
        var sut = new HoldBook();
        sut.Set(Instance, "first", "alice", Hour, Now);

        sut.Set(Instance, "second", "alice", Hour, Now);

        sut.All.Should().ContainSingle().Which.Reason.Should().Be("second");
    }

    [TestCase(0)]
    [TestCase(-1)]
    [TestCase((7 * 24 * 3600) + 1)]
    public void Set_BadDuration_IsRefused(int seconds)
    {
        var set = () => new HoldBook().Set(Instance, "x", "alice", TimeSpan.FromSeconds(seconds), Now);

        set.Should().Throw<HoldRefusedException>().WithMessage($"{Instance} cannot be held for *from 1 s to 7 days*");
    }

    [Test]
    public void Set_TheLongestTime_IsTaken() =>
        new HoldBook().Set(Instance, "x", "alice", HoldBook.Longest, Now).Until.Should().Be(Now.AddDays(7));

    [TestCase("")]
    [TestCase("  ")]
    [TestCase("\n")]
    public void Set_WithoutAReason_IsRefused(string reason)
    {
        var set = () => new HoldBook().Set(null, reason, "alice", Hour, Now);

        set.Should().Throw<HoldRefusedException>().WithMessage("the host is not held without a reason: *");
    }

    [Test]
    public void Set_HostileText_IsOneBoundedLine()
    {
        var hold = new HoldBook().Set(Instance, "a\nb\u001b[31m" + new string('c', 500), "\u202e", Hour, Now);

        hold.Reason.Should().StartWith("a b [31mccc").And.HaveLength(HoldBook.MostReason);
        hold.Who.Should().Be("somebody");
    }

    [Test]
    public void Set_TooMany_IsRefusedButOneMayBeReplaced()
    {
        var sut = new HoldBook();
        sut.Set(Instance, "x", "alice", Hour, Now);
        for (var i = 1; i < HoldBook.Most; i++)
        {
            sut.Set(Guid.NewGuid(), "x", "alice", Hour, Now);
        }

        sut.Set(Instance, "again", "alice", Hour, Now).Reason.Should().Be("again");
        var set = () => sut.Set(Guid.NewGuid(), "x", "alice", Hour, Now);
        set.Should().Throw<HoldRefusedException>().WithMessage("*there are 1000 holds already*");
    }

    [TestCase(3599, true)]
    [TestCase(3600, false)]
    [TestCase(3601, false)]
    public void For_AtItsEnd_HoldsNoLonger(int seconds, bool isHeld)
    {
        var sut = new HoldBook();
        sut.Set(Instance, "x", "alice", Hour, Now);
        var later = Now.AddSeconds(seconds);

        (sut.For(Instance, later) is not null).Should().Be(isHeld);
        sut.Expire(later).Should().HaveCount(isHeld ? 0 : 1);
        sut.All.Should().HaveCount(isHeld ? 1 : 0);
    }

    [Test]
    public void Release_EndsIt()
    {
        var sut = new HoldBook();
        sut.Set(null, "x", "alice", Hour, Now);

        sut.Release(null)!.Reason.Should().Be("x");
        sut.Release(null).Should().BeNull();
        sut.Release(Instance).Should().BeNull();
        sut.For(Instance, Now).Should().BeNull();
    }

    [Test]
    public void Restore_EditedToLastForEver_EndsAfterTheLongestTime()
    {
        var sut = new HoldBook();

        sut.Restore(new PersonHold(Instance, "x", "alice", Now.AddDays(-1), DateTimeOffset.MaxValue), Now)
            .Should()
            .BeTrue();

        sut.All.Should().ContainSingle().Which.Until.Should().Be(Now.AddDays(6));
    }

    [Test]
    public void Restore_SetInTheFuture_EndsAfterTheLongestTimeFromNow()
    {
        var sut = new HoldBook();

        sut.Restore(new PersonHold(Instance, "x", "alice", Now.AddDays(30), Now.AddDays(32)), Now);

        sut.All.Should().ContainSingle().Which.Until.Should().Be(Now.AddDays(7));
    }

    [TestCase("", "alice")]
    [TestCase("x", " ")]
    public void Restore_WithoutReasonOrName_IsRefused(string reason, string who) =>
        new HoldBook().Restore(new PersonHold(Instance, reason, who, Now, Now + Hour), Now).Should().BeFalse();
}
