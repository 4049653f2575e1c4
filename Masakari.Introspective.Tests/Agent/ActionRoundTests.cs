using FluentAssertions;
using Masakari.Introspective.Agent.Votes;
using Masakari.Introspective.Protocol.Heartbeat;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

[TestFixture]
internal sealed class ActionRoundTests
{
    private const NotificationType Vote = NotificationType.Revocable;
    private const NotificationType Notice = NotificationType.Irrevocable;

    // What the participants a and b do: + accepts, - rejects, a blank is silent. Asked at 0 with 9000 ms.
    [TestCase(Vote, "++", 10, VoteResult.Accept)]
    [TestCase(Vote, "+-", 10, VoteResult.Reject)]
    [TestCase(Vote, " -", 10, VoteResult.Reject)]
    [TestCase(Vote, "+ ", 7999, null)]
    [TestCase(Vote, "+ ", 8000, VoteResult.Timeout)]
    [TestCase(Vote, "  ", 8000, VoteResult.Timeout)]
    [TestCase(Vote, " -", 8000, VoteResult.Reject)]
    [TestCase(Vote, "", 0, VoteResult.Complete)]
    [TestCase(Notice, "", 0, VoteResult.Complete)]
    [TestCase(Notice, "++", 10, VoteResult.Complete)]
    [TestCase(Notice, " -", 10, null)]
    [TestCase(Notice, "+-", 10, VoteResult.Error)]
    [TestCase(Notice, " -", 8000, VoteResult.Timeout)]
    public void Answer_OfTheTable_IsTheWorst(NotificationType type, string acts, long now, VoteResult? expected)
    {
        var notify = new ActionNotify(5, 77, GuestEvent.Stop, type, 9000);
        var names = acts.Select((_, i) => i == 0 ? "a" : "b").ToList();
        var round = new ActionRound(notify, names, 0);
        for (var i = 0; i < acts.Length; i++)
        {
            switch (acts[i])
            {
                case '+':
                    round.Accepts(names[i]);
                    break;
                case '-':
                    round.Rejects(names[i], $"{names[i]}: no");
                    break;
                default:
                    break;
            }
        }

        var answer = round.Answer(now);

        answer?.VoteResult.Should().Be(expected);
        (answer is null).Should().Be(expected is null);
        if (answer is not null)
        {
            (answer.InvocationId, answer.Event, answer.NotificationType).Should().Be((77, GuestEvent.Stop, type));
        }

        if (expected is VoteResult.Reject)
        {
            answer!.LogMessage.Should().Be("b: no");
        }
    }

    [TestCase(9000, 8000)]
    [TestCase(1001, 1)]
    [TestCase(1000, 1000)]
    [TestCase(0, 0)]
    public void TimeFor_OfTheHosts_LeavesASecondForTheWay(int timeoutMs, int expected) =>
        ActionRound.TimeFor(timeoutMs).Should().Be(expected);

    [Test]
    public void Rejects_ByOneWhoWasNotAsked_CountsForNothing()
    {
        var round = new ActionRound(new ActionNotify(5, 77, GuestEvent.Stop, Vote, 9000), ["a"], 0);

        round.Rejects("c", "no");
        round.Accepts("a");

        round.Answer(1)!.VoteResult.Should().Be(VoteResult.Accept);
    }
}
