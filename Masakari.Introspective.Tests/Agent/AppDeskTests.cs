using System.Text;
using FluentAssertions;
using Masakari.Introspective.Agent.Applications;
using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Agent.Session;
using Masakari.Introspective.Protocol.Heartbeat;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

/// <summary>The lines of guest-agent/README.md, "Applications". Connections are numbers, times are ms.</summary>
[TestFixture]
internal sealed class AppDeskTests
{
    private const string Register =
        """{"type":"register","name":"db","interval_ms":1000,"corrective_action":"reboot"}""";

    private AppRegistry _registry = null!;
    private AppDesk _desk = null!;
    private AgentLog _log = null!;

    [SetUp]
    public void CreateSut()
    {
        _log = new AgentLog(toSyslog: false, LogLevel.Error);
        _registry = new AppRegistry(CorrectiveAction.Stop);
        _desk = new AppDesk(_registry, _log);
    }

    [TearDown]
    public void Close() => _log.Dispose();

    [Test]
    public void Register_ThenAsked_IsWellForTwiceItsInterval()
    {
        Say(1, Register).Should().Be("""{"type":"registered"}""");

        _registry.Ask(0).Should().Equal((1, 1L));
        _registry.Ask(0).Should().BeEmpty("one question at a time");
        Say(1, """{"type":"response","id":1,"health":"healthy","text":""}""", 10).Should().BeNull();
        _registry.Due.Should().Be(1000);
        _registry.Ask(1000).Should().Equal((1, 2L));
        Reasons(2010).Should().BeEmpty();
        Reasons(2011).Should().Equal(new IllHealth("db: no answer for 2000 ms", CorrectiveAction.Reboot));
        Say(1, """{"type":"response","id":2,"health":"healthy"}""", 5000);
        Reasons(5000).Should().BeEmpty("it answers again");
        _registry.Due.Should().Be(5000, "the next question is overdue");
    }

    [Test]
    public void Response_Unhealthy_IsTold()
    {
        Say(1, Register);
        _registry.Ask(0);

        Say(1, """{"type":"response","id":1,"health":"unhealthy","text":"disk\nis full"}""");

        Reasons(0).Should().Equal(new IllHealth("db: disk is full", CorrectiveAction.Reboot));
    }

    [Test]
    public void Response_ToAnotherQuestion_CountsForNothing()
    {
        Say(1, Register);
        _registry.Ask(0);

        Say(1, """{"type":"response","id":9,"health":"unhealthy"}""", 1999).Should().BeNull();

        Reasons(2000).Should().BeEmpty();
        Reasons(2001).Should().ContainSingle();
    }

    [Test]
    public void Closed_WithoutDeregister_IsIllUntilItRegistersAgainOrIsCleared()
    {
        Say(1, Register);
        _desk.Closed(1, fault: null, 0);

        Reasons(999).Should().BeEmpty("it may be restarted");
        Reasons(1000).Should().Equal(new IllHealth("db: ended without deregistering", CorrectiveAction.Reboot));
        Say(2, Register, 2000).Should().Contain("registered");
        Reasons(2000).Should().BeEmpty();
        _desk.Closed(2, fault: null, 2000);
        Say(3, "CLEAR db").Should().Be("OK");
        Reasons(9000).Should().BeEmpty();
    }

    // The setting, the application's interval, and after how many ms it counts that it has vanished.
    [TestCase(null, 400, 1000)]
    [TestCase(null, 1001, 1001)]
    [TestCase(null, 60_001, 60_000)]
    [TestCase(0, 1000, 0)]
    [TestCase(10_000, 1000, 10_000)]
    public void Closed_WithoutDeregister_CountsAfterTheGrace(int? graceMs, int intervalMs, long expected)
    {
        _registry = new AppRegistry(CorrectiveAction.Stop, graceMs);
        _registry.Register(1, "db", intervalMs, CorrectiveAction.Log, 0);

        _registry.Closed(1, "gone", 500);

        Reasons(500 + expected - 1).Should().BeEmpty();
        Reasons(500 + expected).Should().Equal(new IllHealth("db: gone", CorrectiveAction.Log));
    }

    [Test]
    public void Closed_ThenRegisteredAgainInTime_StaysWell()
    {
        Say(1, Register);
        _desk.Closed(1, fault: null, 0);

        Say(2, Register, 999);

        Reasons(1000).Should().BeEmpty();
        Reasons(2999).Should().BeEmpty();
    }

    [Test]
    public void Closed_OfOneThatIsNotWell_StaysSo()
    {
        Say(1, Register);
        _registry.Ask(0);
        Say(1, """{"type":"response","id":1,"health":"unhealthy","text":"disk is full"}""");
        _registry.Register(2, "web", 1000, CorrectiveAction.Log, 0);
        _registry.Closed(1, "gone", 2001);
        _registry.Closed(2, "gone", 2001);

        Reasons(2001)
            .Select(reason => reason.Text)
            .Should()
            .Equal("db: no answer for 2000 ms", "web: no answer for 2000 ms");
        Reasons(3001).Select(reason => reason.Text).Should().Equal("db: gone", "web: gone");
    }

    [Test]
    public void Closed_WhileTheAgentWasNotScheduled_HasItsGraceOnTop()
    {
        Say(1, Register);
        _desk.Closed(1, fault: null, 0);

        _registry.WasLate(30_000);

        Reasons(30_999).Should().BeEmpty();
        Reasons(31_000).Should().ContainSingle();
    }

    [TestCase("{", "not one JSON object, or a key's value has the wrong type")]
    [TestCase("MARK x", "MARK name interval_ms, CLEAR name, or a JSON object")]
    [TestCase("""{"type":"response","id":1}""", "a response needs id and health, which is healthy or unhealthy")]
    public void Closed_ForABadLine_TellsTheHostWhy(string line, string fault)
    {
        Say(1, Register);

        var answer = _desk.Serve(1, Encoding.UTF8.GetBytes(line), 0);
        _desk.Closed(1, answer.Fault, 0);

        answer.Closes.Should().BeTrue();
        Reasons(1000).Should().Equal(new IllHealth($"db: closed: {fault}", CorrectiveAction.Reboot));
    }

    [Test]
    public void Register_Twice_IsAnErrorAndLosesNothing()
    {
        Say(1, Register);

        var answer = _desk.Serve(1, """{"type":"register","name":"web","interval_ms":1000}"""u8, 0);

        answer.Closes.Should().BeFalse();
        Encoding
            .UTF8.GetString(answer.Line!)
            .Should()
            .Be("""{"type":"error","text":"this connection is db; an application has one of its own"}""" + "\n");
        _registry.Ask(0).Should().Equal((1, 1L));
        _registry.Count.Should().Be(1);
    }

    [Test]
    public void Response_WithALongText_IsCut()
    {
        Say(1, Register);
        _registry.Ask(0);

        Say(1, $$"""{"type":"response","id":1,"health":"unhealthy","text":"{{new string('x', 3000)}}"}""");

        Reasons(0).Should().Equal(new IllHealth($"db: {new string('x', 191)}", CorrectiveAction.Reboot));
    }

    [Test]
    public void Deregister_GoodOrder_IsForgotten()
    {
        Say(1, Register);

        var answer = _desk.Serve(1, """{"type":"deregister"}"""u8, 0);
        _desk.Closed(1, answer.Fault, 0);

        answer.Closes.Should().BeTrue();
        Reasons(1_000_000).Should().BeEmpty();
        _registry.Count.Should().Be(0);
    }

    [Test]
    public void Mark_OfAShell_IsWellUntilTheNextIsDue()
    {
        Say(1, "MARK loop 5000").Should().Be("OK");
        _desk.Closed(1, fault: null, 0);

        Reasons(5000).Should().BeEmpty();
        Reasons(5001).Should().Equal(new IllHealth("loop: no mark for 5000 ms", CorrectiveAction.Stop));
        Say(2, "MARK loop 5000", 6000).Should().Be("OK");
        Reasons(11_000).Should().BeEmpty();
        Say(3, "CLEAR loop").Should().Be("OK");
        Reasons(99_000).Should().BeEmpty();
        _registry.Due.Should().Be(long.MaxValue, "marks need no timer");
    }

    [Test]
    public void WasLate_OfTheAgent_BlamesNobody()
    {
        Say(1, "MARK loop 5000");

        _registry.WasLate(30_000);

        Reasons(35_000).Should().BeEmpty();
    }

    [TestCase("hello", "ERROR MARK name interval_ms, CLEAR name, or a JSON object")]
    [TestCase("MARK x", "ERROR MARK name interval_ms, CLEAR name, or a JSON object")]
    [TestCase("MARK x 399", "ERROR interval_ms: 400..86400000")]
    [TestCase("MARK x soon", "ERROR interval_ms: 400..86400000")]
    [TestCase("MARK x;y 1000", "ERROR name: 1..39 letters, digits and ._@:-")]
    [TestCase("MARK db 1000", "ERROR db is registered by an application")]
    [TestCase("CLEAR db", "ERROR no mark db")]
    [TestCase("{", "not one JSON object")]
    [TestCase("""{"type":7}""", "not one JSON object, or a key's value has the wrong type")]
    [TestCase("{}", "type: register, response, vote_result or deregister")]
    [TestCase("""{"type":"register","name":"","interval_ms":1000}""", "name: 1..39 letters")]
    [TestCase("""{"type":"register","name":"x","interval_ms":399}""", "interval_ms: 400..3600000")]
    [TestCase("""{"type":"register","name":"x"}""", "interval_ms: 400..3600000")]
    [TestCase("""{"type":"register","name":"db","interval_ms":1000}""", "db is registered already")]
    [TestCase(
        """{"type":"register","name":"x","interval_ms":1000,"corrective_action":"none"}""",
        "corrective_action: log, reboot or stop"
    )]
    [TestCase("""{"type":"response","id":1,"health":"healthy"}""", "register first")]
    [TestCase("""{"type":"deregister"}""", "nothing is registered on this connection")]
    public void Serve_BadLine_SaysWhyAndCloses(string line, string expected)
    {
        Say(1, Register);

        var answer = _desk.Serve(2, Encoding.UTF8.GetBytes(line), 0);

        answer.Closes.Should().BeTrue();
        System.Text.RegularExpressions.Regex.Unescape(Encoding.UTF8.GetString(answer.Line!)).Should().Contain(expected);
    }

    [Test]
    public void Register_OneTooMany_IsRefused()
    {
        for (var i = 0; i < AppRegistry.Most; i++)
        {
            Say(i, $"MARK m{i} 1000").Should().Be("OK");
        }

        Say(99, "MARK more 1000").Should().Be("ERROR there are 16 applications already");
        Say(99, Register).Should().Contain("there are 16 applications already");
        Say(99, "MARK m3 2000").Should().Be("OK", "it is there already");
    }

    [Test]
    public void Vote_OfAnApplication_DecidesTheRound()
    {
        Say(1, Register);
        var notify = new ActionNotify(5, 77, GuestEvent.Stop, NotificationType.Revocable, 9000);

        var line = Encoding.UTF8.GetString(_desk.Begin(notify, [], 0));
        Say(1, """{"type":"vote_result","id":7,"vote":"reject","text":"of an old question"}""");
        var before = _desk.Round!.Answer(0);
        Say(1, """{"type":"vote_result","id":1,"vote":"reject","text":"standby is not ready"}""");

        line.Should().Be("""{"type":"vote","id":1,"event":"stop","timeout_ms":8000}""" + "\n");
        before.Should().BeNull();
        _desk.Round!.Answer(0)!.LogMessage.Should().Be("db: standby is not ready");
    }

    [Test]
    public void Vote_OfOneThatLeaves_IsNotWaitedFor()
    {
        Say(1, Register);
        _desk.Begin(new ActionNotify(5, 77, GuestEvent.Stop, NotificationType.Irrevocable, 9000), [], 0);

        _desk.Closed(1, fault: null, 0);

        _desk.Round!.Answer(0)!.VoteResult.Should().Be(VoteResult.Complete);
    }

    private string? Say(int connection, string line, long now = 0) =>
        _desk.Serve(connection, Encoding.UTF8.GetBytes(line), now).Line is { } answer
            ? Encoding.UTF8.GetString(answer).TrimEnd('\n')
            : null;

    private List<IllHealth> Reasons(long now)
    {
        var reasons = new List<IllHealth>();
        _registry.Judge(reasons, now);
        return reasons;
    }
}
