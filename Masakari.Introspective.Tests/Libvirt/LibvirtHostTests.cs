using FluentAssertions;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>The host over connections that the test holds in its hand; the real ones are the contract suite's.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LibvirtHostTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ManualTimeProvider _time = new();
    private readonly FakeConnector _connector = new();
    private readonly ManualResetEventSlim _gate = new();
    private LibvirtHost _host = null!;

    [SetUp]
    public void SetUp() =>
        _host = new LibvirtHost(_connector, LanePlan.For(8), _time, NullLogger<LibvirtHost>.Instance);

    [TearDown]
    public async Task TearDown()
    {
        _gate.Set();
        await _host.DisposeAsync();
    }

    [Test]
    public async Task Call_BeforeConnected_IsRefusedAtOnce()
    {
        var act = () => _host.ListDomainsAsync(CancellationToken.None);

        await act.Should().ThrowAsync<LibvirtDisconnectedException>();
    }

    [Test]
    public async Task Start_Connected_TellsTheListThenWhatHappenedMeanwhile()
    {
        var domain = Guid.NewGuid();
        _connector.Configure = link =>
            link.List = () =>
            {
                link.Sink!.OnEvent(domain, "x", DomainEventId.Lifecycle, 5, 5);
                return [new DomainSnapshot(domain, "x", 1, DomainState.Running, 1)];
            };

        _host.Start();

        (await NextAsync<ConnectedEvent>()).Domains.Should().ContainSingle();
        (await NextAsync<DomainEvent>()).Should().Match<DomainEvent>(x => x.Type == 5 && x.Detail == 5);
        _connector.Links.Single().ReadOnly.Should().BeTrue();
    }

    [Test]
    public async Task Start_LibvirtAway_TellsItOnceAndConnectsWhenItIsBack()
    {
        var away = true;
        _connector.BeforeOpen = _ =>
        {
            if (away)
            {
                throw new LibvirtDisconnectedException(38, "Failed to connect socket");
            }
        };

        _host.Start();
        (await NextAsync<DisconnectedEvent>()).Reason.Should().Contain("Failed to connect socket");
        await _time.AdvanceUntilAsync(() => _connector.Opens >= 4, Second, Minute);
        away = false;
        await _time.AdvanceUntilAsync(() => _host.Events.TryPeek(out _), Second, Minute);

        await NextAsync<ConnectedEvent>();
    }

    [Test]
    public async Task CloseCallback_IsTold_AndReconnects()
    {
        _host.Start();
        await NextAsync<ConnectedEvent>();

        _connector.Links.Single().Sink!.OnClosed(1);

        (await NextAsync<DisconnectedEvent>()).Reason.Should().Contain("closed the connection");
        await _time.AdvanceUntilAsync(() => _host.Events.TryPeek(out _), Second, Minute);
        await NextAsync<ConnectedEvent>();
        await ManualTimeProvider.EventuallyAsync(() => _connector.Links.First().Disposed);
    }

    [Test]
    public async Task DeadConnection_WithoutCallback_IsNoticed()
    {
        _host.Start();
        await NextAsync<ConnectedEvent>();

        _connector.Links.Single().IsAlive = false;
        await _time.AdvanceUntilAsync(() => _host.Events.TryPeek(out _), Second, Minute);

        await NextAsync<DisconnectedEvent>();
    }

    [Test]
    public async Task HangingOpen_IsToldUsedWhenItSucceedsLate_AndNotMultiplied()
    {
        _connector.BeforeOpen = _ => _gate.Wait(CancellationToken.None);
        _host.Start();

        await _time.AdvanceUntilAsync(() => _host.Events.TryPeek(out _), Second, Minute);
        (await NextAsync<DisconnectedEvent>()).Reason.Should().Contain("15 s");
        for (var i = 0; i < 60; i++)
        {
            _time.Advance(Second);
            await _time.SettleAsync();
        }

        _connector.Opens.Should().Be(1);
        _gate.Set();
        await _time.AdvanceUntilAsync(() => _host.Events.TryPeek(out _), Second, Minute);
        await NextAsync<ConnectedEvent>();
    }

    [Test]
    public async Task Dispose_DuringHangingOpen_EndsAtOnce()
    {
        _connector.BeforeOpen = _ => _gate.Wait(CancellationToken.None);
        _host.Start();
        await ManualTimeProvider.EventuallyAsync(() => _connector.Opens == 1);

        await _host.DisposeAsync();

        _host.Events.Completion.IsCompleted.Should().BeTrue();
        _gate.Set();
        await ManualTimeProvider.EventuallyAsync(() =>
            _connector.Links.All(x => x.Disposed) && !_connector.Links.IsEmpty
        );
    }

    [Test]
    public async Task AgentCalls_SilentSuspects_LeaveTheRoutineLaneFree()
    {
        var blocked = 0;
        _connector.Configure = link =>
            link.Agent = domain =>
            {
                if (domain != Guid.Empty)
                {
                    Interlocked.Increment(ref blocked);
                    _gate.Wait(CancellationToken.None);
                }

                return "ok";
            };
        _host.Start();
        await NextAsync<ConnectedEvent>();

        var suspects = Enumerable.Range(0, 5).Select(_ => PingAsync(Guid.NewGuid(), AgentLane.Suspect)).ToArray();
        await ManualTimeProvider.EventuallyAsync(() => Volatile.Read(ref blocked) == 3);

        (await PingAsync(Guid.Empty, AgentLane.Routine)).Should().Be("ok");
        (await PingAsync(Guid.Empty, AgentLane.Reported)).Should().Be("ok");
        blocked.Should().Be(3, "the suspects' lane has three calls");
        _connector.Links.Count(x => !x.ReadOnly).Should().Be(5, "no call shares a connection");
        _gate.Set();
        await Task.WhenAll(suspects);
    }

    [Test]
    public async Task AgentCall_Queued_CanBeCancelled_InFlight_EndsWithTheConnection()
    {
        _connector.Configure = link =>
            link.Agent = _ =>
            {
                _gate.Wait(CancellationToken.None);
                return "ok";
            };
        _host.Start();
        await NextAsync<ConnectedEvent>();
        using var cancel = new CancellationTokenSource();
        var inFlight = PingAsync(Guid.NewGuid(), AgentLane.Reported);
        await ManualTimeProvider.EventuallyAsync(() => _connector.Links.Count == 2);
        var queued = PingAsync(Guid.NewGuid(), AgentLane.Reported, cancel.Token);

        await cancel.CancelAsync();
        await queued.Invoking(x => x).Should().ThrowAsync<OperationCanceledException>();
        _connector.Links.First().Sink!.OnClosed(1);

        await inFlight.Invoking(x => x).Should().ThrowAsync<LibvirtDisconnectedException>();
    }

    [Test]
    public async Task Qemu_Hanging_IsStoppedAtTheDeadline_AndHoldsItsPlaceUntilItReturns()
    {
        var (first, second, third) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        _connector.Configure = link =>
            link.Statistics = domain =>
            {
                if (domain != third)
                {
                    _gate.Wait(CancellationToken.None);
                }
            };
        _host.Start();
        await NextAsync<ConnectedEvent>();

        var one = ProbeAsync(first);
        var two = ProbeAsync(second);
        (await ProbeAsync(first)).Should().Be(QemuAnswer.NotAsked, "one is outstanding for the domain");
        (await ProbeAsync(third)).Should().Be(QemuAnswer.NotAsked, "two are outstanding for the host");
        await _time.AdvanceUntilAsync(() => one.IsCompleted && two.IsCompleted, Second, Minute);
        (await one).Should().Be(QemuAnswer.Stopped);
        (await two).Should().Be(QemuAnswer.Stopped);
        (await ProbeAsync(third)).Should().Be(QemuAnswer.NotAsked, "late calls keep their places");

        _gate.Set();
        var answer = QemuAnswer.NotAsked;
        for (var i = 0; i < 1000 && answer is QemuAnswer.NotAsked; i++)
        {
            await _time.SettleAsync();
            answer = await ProbeAsync(third);
        }

        answer.Should().Be(QemuAnswer.Answered, "late answers free the places");
    }

    [Test]
    public async Task Qemu_Refused_SaysWhy()
    {
        _connector.Configure = link => link.Statistics = _ => throw new NoDomainException(42, "gone");
        _host.Start();
        await NextAsync<ConnectedEvent>();

        var reply = await _host.ReadStatisticsAsync(Guid.NewGuid(), 3 * Second, CancellationToken.None);
        reply.Should().Be(QemuReply<DomainStatistics>.Refused("gone"));
    }

    [Test]
    public async Task Job_IsReadFromAConnectionOfItsOwn()
    {
        var migration = new DomainJob(2, DomainJobOperation.MigrationOut);
        _connector.Configure = link => link.Job = _ => migration;
        _host.Start();
        await NextAsync<ConnectedEvent>();

        (await JobAsync(Guid.NewGuid())).Should().Be(migration);
        _connector.Links.Should().HaveCount(2).And.OnlyContain(link => link.ReadOnly);
    }

    [Test]
    public async Task Job_Hanging_IsNotKnownAtTheDeadline_NorAskedTwice_NorInTheWayOfAnother()
    {
        var (locked, free) = (Guid.NewGuid(), Guid.NewGuid());
        _connector.Configure = link =>
            link.Job = domain =>
            {
                if (domain == locked)
                {
                    _gate.Wait(CancellationToken.None);
                }

                return DomainJob.None;
            };
        _host.Start();
        await NextAsync<ConnectedEvent>();

        var late = JobAsync(locked);
        (await JobAsync(locked)).Should().BeNull("one is outstanding for the domain");
        (await JobAsync(free)).Should().Be(DomainJob.None);
        await _time.AdvanceUntilAsync(() => late.IsCompleted, Second, Minute);

        (await late).Should().BeNull();
        _gate.Set();
        DomainJob? answer = null;
        for (var i = 0; i < 1000 && answer is null; i++)
        {
            await _time.SettleAsync();
            answer = await JobAsync(locked);
        }

        answer.Should().Be(DomainJob.None);
    }

    [Test]
    public async Task Job_Refused_IsNotKnown()
    {
        _connector.Configure = link => link.Job = _ => throw new DomainNotRunningException(55, "incoming migration");
        _host.Start();
        await NextAsync<ConnectedEvent>();

        (await JobAsync(Guid.NewGuid())).Should().BeNull();
    }

    [Test]
    public async Task Qemu_ScreenshotAndPeriod_ShareTheBoundAndWrite()
    {
        var domain = Guid.NewGuid();
        _connector.Configure = link => link.Statistics = _ => _gate.Wait(CancellationToken.None);
        _host.Start();
        await NextAsync<ConnectedEvent>();

        var picture = _host.TakeScreenshotAsync(domain, 100, 3 * Second, CancellationToken.None);
        (await ProbeAsync(domain)).Should().Be(QemuAnswer.NotAsked);
        (await _host.SetMemoryStatsPeriodAsync(domain, Second, Second, CancellationToken.None))
            .Answer.Should()
            .Be(QemuAnswer.NotAsked);
        _gate.Set();

        (await picture).Value!.MediaType.Should().Be("image/png");
        _connector.Links.Should().Contain(link => !link.ReadOnly);
    }

    [Test]
    public async Task Destroy_Hanging_DelaysNoStatistics()
    {
        var domain = Guid.NewGuid();
        _connector.Configure = link => link.Destroyed = _ => _gate.Wait(CancellationToken.None);
        _host.Start();
        await NextAsync<ConnectedEvent>();

        var destroyed = _host.DestroyAsync(domain, CancellationToken.None);

        (await ProbeAsync(domain)).Should().Be(QemuAnswer.Answered);
        destroyed.IsCompleted.Should().BeFalse();
        _gate.Set();
        await destroyed;
    }

    private async Task<QemuAnswer> ProbeAsync(Guid domain) =>
        (await _host.ReadStatisticsAsync(domain, 3 * Second, CancellationToken.None)).Answer;

    private Task<DomainJob?> JobAsync(Guid domain) => _host.GetJobAsync(domain, 3 * Second, CancellationToken.None);

    private Task<string> PingAsync(Guid domain, AgentLane lane, CancellationToken token = default) =>
        _host.SendAgentCommandAsync(domain, lane, "ping", 2 * Second, null, token);

    private async Task<T> NextAsync<T>()
        where T : LibvirtEvent
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var next = await _host.Events.ReadAsync(limit.Token);
        return next.Should().BeOfType<T>().Subject;
    }
}
