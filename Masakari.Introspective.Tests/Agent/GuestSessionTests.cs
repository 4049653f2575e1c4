using FluentAssertions;
using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Agent.Session;
using Masakari.Introspective.Protocol.Heartbeat;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

/// <summary>docs/protocol.md, "The guest", row by row. Ids of inits are 1, 2, 3, ...</summary>
[TestFixture]
internal sealed class GuestSessionTests
{
    private int _ids;

    [SetUp]
    public void Reset() => _ids = 0;

    [Test]
    public void HostCame_FirstTime_RegistersAtOnceWithASecondForTheWay()
    {
        var session = CreateSut();

        var init = session.HostCame(100);

        init.Should().Be(new Init(1, 1, "vm", 1000, 9, 9, 9, 14, 121, CorrectiveAction.Log));
        session.State.Should().Be(GuestState.Registering);
        session.Due.Should().Be(5100);
    }

    [Test]
    public void Tick_WithoutAcknowledgement_TriesEvery5sWithANewId()
    {
        var session = CreateSut();
        session.HostCame(0);

        session.Tick(4999).Should().BeNull();
        session.Tick(5000)!.InvocationId.Should().Be(2);
        session.Tick(9999).Should().BeNull();
        session.Tick(10_000)!.InvocationId.Should().Be(3);
    }

    [TestCase(1, false)]
    [TestCase(2, true)]
    [TestCase(3, true)]
    [TestCase(4, false)]
    public void Receive_AcknowledgementAfterThreeTries_TakesTheLastTwoIds(int id, bool expected)
    {
        var session = CreateSut();
        session.HostCame(0);
        session.Tick(5000);
        session.Tick(10_000);

        var news = session.Receive(new InitAck(1, id), 10_001);

        news.Should().Be(expected ? SessionNews.Registered : SessionNews.Nothing);
        session.State.Should().Be(expected ? GuestState.Registered : GuestState.Registering);
    }

    [TestCase(400, 5000)]
    [TestCase(1000, 5000)]
    [TestCase(2500, 5000)]
    [TestCase(4000, 8000)]
    [TestCase(3_600_000, 7_200_000)]
    public void Tick_WithoutAChallenge_RegistersAnewAfterTwiceTheIntervalAndAtLeast5s(int intervalMs, long silenceMs)
    {
        var session = CreateSut(intervalMs);
        session.HostCame(0);
        session.Receive(new InitAck(1, 1), 10);
        session.Receive(new Challenge(2, 7), 100);

        session.Tick(99 + silenceMs).Should().BeNull();
        session.Tick(100 + silenceMs).Should().NotBeNull();
        session.State.Should().Be(GuestState.Registering);
    }

    [Test]
    public void WasLate_WhileRegistered_StartsTheSilenceAnew()
    {
        var session = CreateSut();
        session.HostCame(0);
        session.Receive(new InitAck(1, 1), 0);

        session.WasLate(60_000);

        session.Tick(60_000).Should().BeNull();
        session.Due.Should().Be(65_000);
    }

    [Test]
    public void WasLate_WhileRegistering_ChangesNothing()
    {
        var session = CreateSut();
        session.HostCame(0);

        session.WasLate(60_000);

        session.Tick(60_000).Should().NotBeNull();
    }

    [Test]
    public void Receive_InEachState_AsksForWhatTheTableSays()
    {
        var notify = new ActionNotify(1, 1, GuestEvent.Stop, NotificationType.Revocable, 1000);
        var session = CreateSut();

        session.Receive(new Challenge(1, 7), 0).Should().Be(SessionNews.Nothing, "absent");
        session.HostCame(0);
        session.Receive(new Challenge(1, 7), 0).Should().Be(SessionNews.Nothing, "of an earlier session");
        session.Receive(notify, 0).Should().Be(SessionNews.Nothing, "of an earlier session");
        session.Receive(new InitAck(1, 1), 0);
        session.Receive(new Challenge(1, 7), 0).Should().Be(SessionNews.Challenged);
        session.Receive(notify, 0).Should().Be(SessionNews.Asked);
        session.Receive(new Nack(1, 1, "init", "no"), 0).Should().Be(SessionNews.Nothing);
        session.Receive(new ExitNotice(1, ""), 0).Should().Be(SessionNews.Nothing, "a guest ignores the host's");
        session.Receive(new InitAck(1, 1), 0).Should().Be(SessionNews.Nothing, "registered already");
        session.State.Should().Be(GuestState.Registered);
    }

    [Test]
    public void HostWent_ThenCame_IsSilentThenRegistersAnew()
    {
        var session = CreateSut();
        session.HostCame(0);
        session.Receive(new InitAck(1, 1), 0);

        session.HostWent();

        session.State.Should().Be(GuestState.Absent);
        session.Due.Should().Be(long.MaxValue);
        session.Tick(1_000_000).Should().BeNull();
        session.HostCame(1_000_000).InvocationId.Should().Be(2);
    }

    [Test]
    public void Exit_OnlyWhileRegistered_SaysGoodbye()
    {
        var session = CreateSut();
        session.Exit("x").Should().BeNull();
        session.HostCame(0);
        session.Exit("x").Should().BeNull();
        session.Receive(new InitAck(1, 1), 0);

        session.Exit("x").Should().Be(new ExitNotice(2, "x"));
    }

    private GuestSession CreateSut(int intervalMs = 1000)
    {
        var options = ConfigReader.Defaults();
        options.IntervalMs = intervalMs;
        return new GuestSession(options, "vm", () => ++_ids);
    }
}
