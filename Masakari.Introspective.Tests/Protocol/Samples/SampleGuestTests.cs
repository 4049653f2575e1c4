using FluentAssertions;
using Masakari.Introspective.Protocol.Heartbeat;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Protocol.Samples;

/// <summary>The sample guests keep to docs/protocol.md, as a host sees it.</summary>
[TestFixture(false)]
[TestFixture(true)]
[CancelAfter(60_000)]
internal sealed class SampleGuestTests(bool isC)
{
    [Test]
    public async Task Start_HostPresent_RegistersAndAnswers([Values] bool isBase, CancellationToken cancellationToken)
    {
        using var guest = new SampleGuest(isC, isBase);

        var init = await RegisterAsync(guest, cancellationToken);

        init.Name.Should().Be("sample");
        init.IntervalMs.Should().Be(500);
        init.CorrectiveAction.Should().Be(CorrectiveAction.Reboot);
        foreach (var number in new[] { 0, 12684427, int.MaxValue })
        {
            var answer = await AskAsync(guest, number, cancellationToken);
            answer.Health.Should().Be(Health.Healthy);
        }
    }

    [Test]
    public async Task Challenge_SeveralAtOnce_OnlyTheLatestIsAnswered(CancellationToken cancellationToken)
    {
        using var guest = new SampleGuest(isC, isBase: false);
        await RegisterAsync(guest, cancellationToken);

        guest.Host.Say(sequence => new Challenge(sequence, 1), sequence => new Challenge(sequence, 2));

        (await guest.Host.HearAsync<ChallengeResponse>(cancellationToken)).Value.Should().Be(2);
        (await AskAsync(guest, 3, cancellationToken)).Value.Should().Be(3);
    }

    [Test]
    public async Task Nonsense_BetweenMessages_IsIgnored([Values] bool isBase, CancellationToken cancellationToken)
    {
        using var guest = new SampleGuest(isC, isBase);
        await RegisterAsync(guest, cancellationToken);

        foreach (var vector in ProtocolVector.All.Where(vector => vector.IsToHost && vector.IsBase == isBase))
        {
            guest.Host.SayRaw(vector.Stream);
        }

        guest.Host.Say(sequence => new Challenge(sequence, 5));
        // Some of the nonsense are challenges, which may have been answered before this one came.
        ChallengeResponse answer;
        do
        {
            answer = await guest.Host.HearAsync<ChallengeResponse>(cancellationToken);
        } while (answer.Value != 5);

        answer.Health.Should().Be(Health.Healthy);
    }

    [Test]
    public async Task Notify_Any_IsCompleteAtOnce(CancellationToken cancellationToken)
    {
        using var guest = new SampleGuest(isC, isBase: true);
        var init = await RegisterAsync(guest, cancellationToken);

        guest.Host.Say(sequence => new ActionNotify(
            sequence,
            init.InvocationId,
            GuestEvent.LiveMigrateBegin,
            NotificationType.Revocable,
            9000
        ));

        var answer = await guest.Host.HearAsync<ActionResponse>(cancellationToken);
        answer.InvocationId.Should().Be(init.InvocationId);
        answer.Event.Should().Be(GuestEvent.LiveMigrateBegin);
        answer.NotificationType.Should().Be(NotificationType.Revocable);
        answer.VoteResult.Should().Be(VoteResult.Complete);
    }

    [Test]
    public async Task Init_NeverAcknowledged_IsTriedAgainWithANewId(CancellationToken cancellationToken)
    {
        using var guest = new SampleGuest(isC, isBase: false);
        var first = await guest.Host.HearAsync<Init>(cancellationToken);

        var second = await guest.Host.HearAsync<Init>(cancellationToken);

        second.InvocationId.Should().NotBe(first.InvocationId);
        Acknowledge(guest, first);
        (await AskAsync(guest, 1, cancellationToken)).Value.Should().Be(1);
    }

    [Test]
    public async Task Challenges_Missing_RegistersAnew(CancellationToken cancellationToken)
    {
        using var guest = new SampleGuest(isC, isBase: false);
        await RegisterAsync(guest, cancellationToken);
        await AskAsync(guest, 1, cancellationToken);

        await RegisterAsync(guest, cancellationToken);

        (await AskAsync(guest, 2, cancellationToken)).Value.Should().Be(2);
    }

    [Test]
    public async Task Port_UnpluggedAndBack_RegistersAnew(CancellationToken cancellationToken)
    {
        using var guest = new SampleGuest(isC, isBase: true);
        await RegisterAsync(guest, cancellationToken);

        guest.Replug();

        await RegisterAsync(guest, cancellationToken);
        (await AskAsync(guest, 3, cancellationToken)).Value.Should().Be(3);
    }

    [Test]
    public async Task Health_CommandFails_IsToldWithItsFirstLineAndTheWishOnce(CancellationToken cancellationToken)
    {
        using var guest = new SampleGuest(isC, isBase: false, "echo 'queue full'; echo more; exit 3");
        await RegisterAsync(guest, cancellationToken);
        var answer = await AskAsync(guest, 1, cancellationToken);
        for (var number = 2; answer.Health is Health.Healthy; number++)
        {
            // The command has not ended yet.
            answer = await AskAsync(guest, number, cancellationToken);
        }

        answer.LogMessage.Should().Be("queue full");
        answer.CorrectiveAction.Should().Be(CorrectiveAction.Reboot);
        (await AskAsync(guest, 1, cancellationToken)).CorrectiveAction.Should().Be(CorrectiveAction.None);
    }

    [Test]
    public async Task Terminate_Registered_SaysExit(CancellationToken cancellationToken)
    {
        using var guest = new SampleGuest(isC, isBase: true);
        await RegisterAsync(guest, cancellationToken);
        await AskAsync(guest, 1, cancellationToken);

        guest.Terminate();

        await guest.Host.HearAsync<ExitNotice>(cancellationToken);
        (await guest.ExitCodeAsync(cancellationToken)).Should().Be(0);
    }

    private static async Task<Init> RegisterAsync(SampleGuest guest, CancellationToken cancellationToken)
    {
        var init = await guest.Host.HearAsync<Init>(cancellationToken);
        Acknowledge(guest, init);
        return init;
    }

    private static void Acknowledge(SampleGuest guest, Init init) =>
        guest.Host.Say(sequence => new InitAck(sequence, init.InvocationId));

    private static async Task<ChallengeResponse> AskAsync(
        SampleGuest guest,
        long number,
        CancellationToken cancellationToken
    )
    {
        guest.Host.Say(sequence => new Challenge(sequence, number));
        var answer = await guest.Host.HearAsync<ChallengeResponse>(cancellationToken);
        answer.Value.Should().Be(number);
        return answer;
    }
}
