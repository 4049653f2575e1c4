using FluentAssertions;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>What everything above may rely on, asked of the in-memory host and of a real libvirtd with a real guest.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class LibvirtHostContract
{
    private const string Ping = """{"execute":"guest-ping"}""";

    private const int Limit = 8 * 1024 * 1024;

    private static readonly TimeSpan Two = TimeSpan.FromSeconds(2);

    private IContractWorld _world = null!;
    private Guid _guest;

    private ILibvirtHost Host => _world.Host;

    protected abstract IContractWorld CreateWorld();

    [SetUp]
    public async Task SetUp()
    {
        _world = CreateWorld();
        _guest = await _world.BootAsync();
        Host.Start();
    }

    [TearDown]
    public async Task TearDown() => await _world.DisposeAsync();

    [Test]
    public async Task Start_RunningGuest_IsListed()
    {
        var listed = (await NextAsync<ConnectedEvent>()).Domains.Single(x => x.Uuid == _guest);

        listed.State.Should().Be(DomainState.Running);
        listed.IsActive.Should().BeTrue();
        (await Host.GetDomainAsync(_guest, CancellationToken.None)).Should().Be(listed);
        (await Host.ListDomainsAsync(CancellationToken.None)).Should().Contain(listed);
        (await Host.GetXmlAsync(_guest, CancellationToken.None))
            .Should()
            .Contain(_guest.ToString())
            .And.Contain("org.qemu.guest_agent.0")
            .And.Contain("state='connected'");
    }

    [Test]
    public async Task Attach_ChannelToARunningDomain_IsInItsXml()
    {
        await NextAsync<ConnectedEvent>();
        var domain = await Host.GetDomainAsync(_guest, CancellationToken.None);
        const string port = "org.openstack.masakari.0";
        var path = ChannelXml.PathFor(
            port,
            domain.Name,
            DomainXml.Parse(await Host.GetXmlAsync(_guest, CancellationToken.None))
        );

        await Host.AttachChannelAsync(_guest, ChannelXml.Write(port, path), CancellationToken.None);

        DomainXml
            .Parse(await Host.GetXmlAsync(_guest, CancellationToken.None))
            .Channels.Should()
            .Contain(channel => channel.Name == port && channel.Path == path);
    }

    [Test]
    public async Task Attach_ToNoDomain_SaysSo()
    {
        await NextAsync<ConnectedEvent>();

        var attach = () => Host.AttachChannelAsync(Guid.NewGuid(), "<channel/>", CancellationToken.None);

        await attach.Should().ThrowAsync<NoDomainException>();
    }

    [Test]
    public async Task Agent_Healthy_Answers()
    {
        await NextAsync<ConnectedEvent>();

        (await PingAsync()).Should().Be("""{"return":{}}""");
    }

    [Test]
    public async Task Agent_ErrorReply_IsLife()
    {
        await NextAsync<ConnectedEvent>();
        await _world.DoAsync(_guest, GuestAction.ForbidPing);

        (await FailAsync<AgentRepliedWithErrorException>()).Message.Should().Contain("guest-ping");
    }

    [Test]
    public async Task Agent_Silent_TakesTheTimeoutThenTheResponseTimeout()
    {
        await NextAsync<ConnectedEvent>();
        await PingAsync();
        await _world.DoAsync(_guest, GuestAction.FreezeAgent);

        var first = await SilenceAsync(responseTimeout: null);
        var second = await SilenceAsync(responseTimeout: null);
        var lowered = await SilenceAsync(Two);
        var stillLowered = await SilenceAsync(responseTimeout: null);
        await Host.ResetAgentResponseTimeoutAsync(_guest, CancellationToken.None);
        var reset = await SilenceAsync(responseTimeout: null);
        await _world.DoAsync(_guest, GuestAction.ThawAgent);

        new[] { first, lowered, stillLowered }.Should().OnlyContain(x => x >= 0.95 * Two);
        second.Should().BeGreaterThan(first + TimeSpan.FromSeconds(1));
        second.Should().BeGreaterThan(lowered + TimeSpan.FromSeconds(1));
        reset.Should().BeGreaterThan(stillLowered + TimeSpan.FromSeconds(1));
        (await PingAsync()).Should().Be("""{"return":{}}""");
    }

    [Test]
    public async Task Agent_PortClosed_IsToldWithEvents()
    {
        await NextAsync<ConnectedEvent>();

        await _world.DoAsync(_guest, GuestAction.CloseAgentPort);
        await ExpectAsync((DomainEventId.AgentLifecycle, 2, 2));
        await FailAsync<AgentNotConnectedException>();
        await _world.DoAsync(_guest, GuestAction.OpenAgentPort);
        await ExpectAsync((DomainEventId.AgentLifecycle, 1, 2));

        (await PingAsync()).Should().Be("""{"return":{}}""");
    }

    [Test]
    public async Task Suspend_Resume_AreToldAndAgentIsRefused()
    {
        await NextAsync<ConnectedEvent>();

        await _world.DoAsync(_guest, GuestAction.Suspend);
        await ExpectAsync((DomainEventId.Lifecycle, 3, 0));
        (await Host.GetDomainAsync(_guest, CancellationToken.None)).State.Should().Be(DomainState.Paused);
        await FailAsync<DomainNotRunningException>();
        await _world.DoAsync(_guest, GuestAction.Resume);
        await ExpectAsync((DomainEventId.Lifecycle, 4, 0));

        (await Host.GetDomainAsync(_guest, CancellationToken.None)).State.Should().Be(DomainState.Running);
    }

    [Test]
    public async Task Domain_Unknown_IsToldSo()
    {
        await NextAsync<ConnectedEvent>();
        _guest = Guid.NewGuid();

        await FailAsync<NoDomainException>();
        await Host.Invoking(x => x.GetXmlAsync(_guest, CancellationToken.None))
            .Should()
            .ThrowAsync<NoDomainException>();
        await Host.Invoking(x => x.GetDomainAsync(_guest, CancellationToken.None))
            .Should()
            .ThrowAsync<NoDomainException>();
    }

    [Test]
    public async Task Destroy_Start_AreToldInOrder_AndTheRunIsANewOne()
    {
        await NextAsync<ConnectedEvent>();
        var before = await Host.GetDomainAsync(_guest, CancellationToken.None);

        await _world.DoAsync(_guest, GuestAction.Destroy);
        await ExpectAsync((DomainEventId.Lifecycle, 6, 2), (DomainEventId.Lifecycle, 5, 1));
        await FailAsync<DomainNotRunningException>();
        (await AskQemuAsync()).Should().Be(QemuAnswer.Refused);
        var off = await Host.GetDomainAsync(_guest, CancellationToken.None);
        await _world.DoAsync(_guest, GuestAction.Start);
        await ExpectAsync(
            (DomainEventId.AgentLifecycle, 2, 1),
            (DomainEventId.Lifecycle, 4, 0),
            (DomainEventId.Lifecycle, 2, 0),
            (DomainEventId.AgentLifecycle, 1, 2)
        );

        off.Should().Match<DomainSnapshot>(x => x.State == DomainState.Shutoff && !x.IsActive);
        (await Host.GetDomainAsync(_guest, CancellationToken.None)).RunId.Should().BeGreaterThan(before.RunId);
    }

    [Test]
    public async Task KillQemu_IsStoppedFailed()
    {
        await NextAsync<ConnectedEvent>();

        await _world.DoAsync(_guest, GuestAction.KillQemu);

        await ExpectAsync((DomainEventId.Lifecycle, 5, 5));
    }

    [Test]
    public async Task Reboot_IsTold_BeforeTheAgentIsBack()
    {
        await NextAsync<ConnectedEvent>();

        await _world.DoAsync(_guest, GuestAction.Reboot);
        var told = await TellUntilAsync((DomainEventId.AgentLifecycle, 1, 2));

        // Two or three REBOOTs, and whether they or the closing port are told first, are matters of luck.
        told.Distinct()
            .Should()
            .BeEquivalentTo(
                new[]
                {
                    (DomainEventId.AgentLifecycle, 2, 2),
                    (DomainEventId.Reboot, -1, -1),
                    (DomainEventId.AgentLifecycle, 1, 2),
                }
            );
    }

    [Test]
    public async Task Libvirt_AwayAndBack_IsToldWithTheListAndWhatHappenedMeanwhile()
    {
        await NextAsync<ConnectedEvent>();
        await _world.StopLibvirtAsync();
        await NextAsync<DisconnectedEvent>();
        await Host.Invoking(x => x.ListDomainsAsync(CancellationToken.None))
            .Should()
            .ThrowAsync<LibvirtDisconnectedException>();
        await FailAsync<LibvirtDisconnectedException>();

        await _world.DoAsync(_guest, GuestAction.KillQemu);
        await _world.StartLibvirtAsync();
        var back = (await NextAsync<ConnectedEvent>()).Domains.Single(x => x.Uuid == _guest);

        back.State.Should().Be(DomainState.Shutoff);
        back.Reason.Should().Be(3, "VIR_DOMAIN_SHUTOFF_CRASHED is all that tells of a kill while libvirtd was away");
        back.IsActive.Should().BeFalse();
    }

    [Test]
    public async Task Libvirt_AwayAndBack_AgentAnswersAgain()
    {
        await NextAsync<ConnectedEvent>();
        await PingAsync();
        await _world.StopLibvirtAsync();
        await NextAsync<DisconnectedEvent>();
        await _world.StartLibvirtAsync();
        (await NextAsync<ConnectedEvent>()).Domains.Single(x => x.Uuid == _guest).IsActive.Should().BeTrue();

        string? reply = null;
        for (var i = 0; i < 100 && reply is null; i++)
        {
            try
            {
                reply = await PingAsync();
            }
            catch (AgentNotConnectedException)
            {
                // A moment passes until libvirtd has the agent's channel again.
                await _world.WaitAsync(Task.Delay(TimeSpan.FromMilliseconds(100), _world.Time));
            }
        }

        reply.Should().Be("""{"return":{}}""");
    }

    [Test]
    public async Task Job_OfARunningDomain_IsNone_AndOfOneThatIsOff_NotKnown()
    {
        await NextAsync<ConnectedEvent>();

        (await Host.GetJobAsync(_guest, Two, CancellationToken.None)).Should().Be(DomainJob.None);
        await _world.DoAsync(_guest, GuestAction.Destroy);

        (await Host.GetJobAsync(_guest, Two, CancellationToken.None)).Should().BeNull();
        (await Host.GetJobAsync(Guid.NewGuid(), Two, CancellationToken.None)).Should().BeNull();
    }

    [Test]
    public async Task Job_WhereAStatisticsCallWaitsForAStoppedQemu_IsNotKnownWithinItsDeadline()
    {
        await NextAsync<ConnectedEvent>();
        await _world.DoAsync(_guest, GuestAction.StopQemu);
        var stuck = AskQemuAsync();
        await _world.WaitAsync(stuck);

        var job = Host.GetJobAsync(_guest, Two, CancellationToken.None);
        await _world.WaitAsync(job);

        job.IsCompletedSuccessfully.Should().BeTrue();
        await _world.DoAsync(_guest, GuestAction.ContinueQemu);
    }

    [Test]
    public async Task Qemu_Stopped_IsToldAndHoldsItsPlace()
    {
        await NextAsync<ConnectedEvent>();
        (await AskQemuAsync()).Should().Be(QemuAnswer.Answered);

        await _world.DoAsync(_guest, GuestAction.StopQemu);
        var stuck = AskQemuAsync();
        (await AskQemuAsync()).Should().Be(QemuAnswer.NotAsked);
        await _world.WaitAsync(stuck);
        (await stuck).Should().Be(QemuAnswer.Stopped);
        (await AskQemuAsync()).Should().Be(QemuAnswer.NotAsked);
        (await Host.TakeScreenshotAsync(_guest, Limit, Two, CancellationToken.None))
            .Answer.Should()
            .Be(QemuAnswer.NotAsked);
        await FailAsync<AgentUnresponsiveException>();

        await _world.DoAsync(_guest, GuestAction.ContinueQemu);
        var answer = QemuAnswer.NotAsked;
        for (var i = 0; i < 100 && answer is not QemuAnswer.Answered; i++)
        {
            answer = await AskQemuAsync();
            await _world.WaitAsync(Task.Delay(TimeSpan.FromMilliseconds(50), _world.Time));
        }

        answer.Should().Be(QemuAnswer.Answered);
    }

    [Test]
    public async Task Statistics_OfALivingGuest_HaveItsBalloonDriversReports()
    {
        await NextAsync<ConnectedEvent>();
        await Host.SetMemoryStatsPeriodAsync(_guest, Two, Two, CancellationToken.None);
        var before = await Host.ReadStatisticsAsync(_guest, Two, CancellationToken.None);

        long? later = null;
        for (var i = 0; i < 100 && (later is null or 0 || later == before.Value!.BalloonUpdate); i++)
        {
            await _world.WaitAsync(Task.Delay(TimeSpan.FromMilliseconds(200), _world.Time));
            later = (await Host.ReadStatisticsAsync(_guest, Two, CancellationToken.None)).Value!.BalloonUpdate;
        }

        later.Should().BeGreaterThan(before.Value!.BalloonUpdate ?? 0);
        before.Value.VcpuTime.Should().BePositive();
        DomainXml
            .Parse(await Host.GetXmlAsync(_guest, CancellationToken.None))
            .BalloonPeriod.Should()
            .Be(Two, "the domain's XML tells the period");
    }

    [Test]
    public async Task Destroy_ByUs_EndsTheDomainAsAnOperatorsDoes()
    {
        await NextAsync<ConnectedEvent>();

        await Host.DestroyAsync(_guest, CancellationToken.None);

        await ExpectAsync((DomainEventId.Lifecycle, 6, 2), (DomainEventId.Lifecycle, 5, 1));
        (await Host.GetDomainAsync(_guest, CancellationToken.None)).Reason.Should().Be(ShutoffReason.Destroyed);
        await Host.Invoking(x => x.DestroyAsync(_guest, CancellationToken.None))
            .Should()
            .ThrowAsync<DomainNotRunningException>();
        await Host.Invoking(x => x.DestroyAsync(Guid.NewGuid(), CancellationToken.None))
            .Should()
            .ThrowAsync<NoDomainException>();
    }

    private async Task<QemuAnswer> AskQemuAsync() =>
        (await Host.ReadStatisticsAsync(_guest, Two, CancellationToken.None)).Answer;

    private async Task<string> PingAsync(TimeSpan? responseTimeout = null)
    {
        var ping = Host.SendAgentCommandAsync(
            _guest,
            AgentLane.Routine,
            Ping,
            Two,
            responseTimeout,
            CancellationToken.None
        );
        await _world.WaitAsync(ping);
        return await ping;
    }

    private async Task<T> FailAsync<T>(TimeSpan? responseTimeout = null)
        where T : LibvirtException
    {
        var act = () => PingAsync(responseTimeout);
        return (await act.Should().ThrowAsync<T>()).Which;
    }

    private async Task<TimeSpan> SilenceAsync(TimeSpan? responseTimeout)
    {
        var start = _world.Time.GetTimestamp();
        await FailAsync<AgentUnresponsiveException>(responseTimeout);
        return _world.Time.GetElapsedTime(start);
    }

    private async Task ExpectAsync(params (DomainEventId Id, int Type, int Detail)[] expected) =>
        (await TellAsync(expected.Length)).Should().Equal(expected);

    private async Task<List<(DomainEventId Id, int Type, int Detail)>> TellUntilAsync(
        (DomainEventId Id, int Type, int Detail) last
    )
    {
        var told = await TellAsync(1);
        while (told[^1] != last)
        {
            told.AddRange(await TellAsync(1));
        }

        return told;
    }

    private async Task<List<(DomainEventId Id, int Type, int Detail)>> TellAsync(int count)
    {
        var told = new List<(DomainEventId Id, int Type, int Detail)>();
        while (told.Count < count)
        {
            if (await NextAsync<DomainEvent>() is var next && next.Domain == _guest)
            {
                told.Add((next.Id, next.Type, next.Detail));
            }
        }

        return told;
    }

    /// <summary>The next event, which has to come within half a minute of the machine's time.</summary>
    private async Task<T> NextAsync<T>()
        where T : LibvirtEvent
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await Host.Events.ReadAsync(limit.Token) is var next)
        {
            // Other fixtures' guests live on the same libvirtd; and a lost connection may follow an event of ours.
            if (next is T found)
            {
                return found;
            }

            next.Should().BeOfType<DomainEvent>();
        }

        throw new InvalidOperationException("No more events.");
    }
}
