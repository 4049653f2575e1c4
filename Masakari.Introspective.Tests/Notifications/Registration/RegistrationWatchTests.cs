using FluentAssertions;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Registration;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Masakari;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging;
using NSubstitute;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Registration;

/// <summary>The daemon finds out by itself that masakari does not know its host, says so once, and sees when it does.</summary>
internal sealed class RegistrationWatchTests
{
    private const string Host = "compute-1";
    private const string Outside = $"Host {Host} is in no failover segment";
    private const string Inside = $"Host {Host} is in failover segment a.";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private ManualTimeProvider _time = null!;
    private LogRecorder _log = null!;
    private CancellationTokenSource _stop = null!;
    private volatile int _looks;
    private volatile Func<MasakariHost?> _answer = null!;
    private RegistrationWatch _sut = null!;

    [SetUp]
    public void SetUp()
    {
        (_time, _log, _stop, _looks) = (new ManualTimeProvider(), new LogRecorder(), new(), 0);
        _answer = () => null;
        var client = Substitute.For<IMasakariClient>();
        client
            .FindHostAsync(Host, Arg.Any<CancellationToken>())
            .Returns(_ =>
            {
                Interlocked.Increment(ref _looks);
                return Task.FromResult(_answer());
            });
        _sut = new RegistrationWatch(Host, client, _time, _log.For<RegistrationWatch>(), () => 0);
    }

    [TearDown]
    public async Task TearDown()
    {
        await _stop.CancelAsync();
        await _sut.StopAsync();
        _stop.Dispose();
        _log.Dispose();
    }

    [Test]
    public async Task Unregistered_IsSaidOnce_AndSeenWhenItIsOver()
    {
        _sut.Start(_stop.Token);
        await UntilLookAsync(4);

        _log.Count(LogLevel.Warning, Outside).Should().Be(1);
        _sut.Current.State.Should().Be(RegistrationState.Unregistered);
        var since = _sut.Current.Since;
        var start = _time.GetTimestamp();
        _answer = () => new MasakariHost("h", Host, "s", "a");
        await UntilLookAsync(5);

        _time.GetElapsedTime(start).Should().BeLessThanOrEqualTo(RegistrationRule.Soon + Minute);
        _log.Count(LogLevel.Information, Inside).Should().Be(1);
        (_sut.Current.State, _sut.Current.SegmentName).Should().Be((RegistrationState.Registered, "a"));
        _sut.Current.Since.Should().BeAfter(since);
    }

    [Test]
    public async Task ApiThatFallsSilent_LeavesTheLastAnswerWithItsTime()
    {
        _answer = () => new MasakariHost("h", Host, "s", "a");
        _sut.AnsweredAt.Should().BeNull();
        _sut.Start(_stop.Token);
        await UntilLookAsync(1);
        await ManualTimeProvider.EventuallyAsync(() => _sut.AnsweredAt is not null);
        var answeredAt = _sut.AnsweredAt;
        _answer = () => throw new OpenStackException("no route to host");

        await UntilLookAsync(3);
        await ManualTimeProvider.EventuallyAsync(() => _sut.Problem is not null);

        (_sut.Current.State, _sut.AnsweredAt).Should().Be((RegistrationState.Registered, answeredAt));
        _sut.Problem.Should().Be("no route to host");
    }

    [Test]
    public async Task Registered_IsLookedAtEveryHour()
    {
        _answer = () => new MasakariHost("h", Host, "s", "a");
        _sut.Start(_stop.Token);
        await UntilLookAsync(1);
        var since = _sut.Current.Since;
        var start = _time.GetTimestamp();

        await UntilLookAsync(3);

        _time.GetElapsedTime(start).TotalMinutes.Should().BeInRange(118, 124);
        _log.Lines.Should().ContainSingle(line => line.Level > LogLevel.Debug);
        _sut.Current.Since.Should().Be(since);
    }

    [Test]
    public async Task NoAnswer_IsSilent_AndKeepsWhatWasKnown()
    {
        _answer = () => throw new OpenStackException("connection refused");
        _sut.Start(_stop.Token);
        await UntilLookAsync(2);

        _sut.Current.State.Should().Be(RegistrationState.Unknown);
        _answer = () => new MasakariHost("h", Host, "s", "a");
        await UntilLookAsync(3);
        _answer = () => throw new OpenStackException("connection refused");
        await UntilLookAsync(6);

        _sut.Current.State.Should().Be(RegistrationState.Registered);
        _log.Lines.Should().ContainSingle(line => line.Level > LogLevel.Debug);
    }

    [Test]
    public async Task NotificationRefused_IsLookedAtAtOnce_ButNotTwiceInAMinute()
    {
        _answer = () => new MasakariHost("h", Host, "s", "a");
        _sut.Start(_stop.Token);
        await UntilLookAsync(1);
        _answer = () => null;
        var start = _time.GetTimestamp();
        for (var refusal = 0; refusal < 20; refusal++)
        {
            _sut.Hear(DeliveryOutcome.HostNotRegistered);
        }

        await UntilLookAsync(2);

        _time.GetElapsedTime(start).Should().BeLessThanOrEqualTo(RegistrationRule.Least + Minute);
        await _time.SettleAsync();
        _looks.Should().Be(2);
        _log.Count(LogLevel.Warning, Outside).Should().Be(1);
        _sut.Hear(DeliveryOutcome.HostNotRegistered);
        await UntilLookAsync(3);
        _time.GetElapsedTime(start).Should().BeGreaterThan(RegistrationRule.Soon);
    }

    [Test]
    public async Task MaintenanceAndDisabledSegment_AreInformation()
    {
        _answer = () => new MasakariHost("h", Host, "s", "a") { OnMaintenance = true, SegmentEnabled = false };
        _sut.Start(_stop.Token);
        await UntilLookAsync(2);

        _log.Count(LogLevel.Information, $"Host {Host} is in maintenance").Should().Be(1);
        _log.Count(LogLevel.Information, $"Failover segment a of host {Host} is disabled").Should().Be(1);
        _log.Lines.Should().NotContain(line => line.Level > LogLevel.Information);
    }

    [Test]
    public async Task Defect_EndsOnlyTheWatch()
    {
        _answer = () => throw new InvalidOperationException("defect");
        _sut.Start(_stop.Token);

        await _sut.StopAsync();

        _log.Count(LogLevel.Error, "A defect ended").Should().Be(1);
    }

    [Test]
    public async Task WitnessedSink_EveryAnswer_IsPassedOnAndHeard()
    {
        var inner = Substitute.For<INotificationSink>();
        inner.Name.Returns("masakari");
        var result = new DeliveryResult(DeliveryOutcome.HostNotRegistered, "words");
        inner.SendAsync(null!, default).ReturnsForAnyArgs(result);
        var heard = new List<DeliveryOutcome>();
        var sut = new WitnessedSink(inner, heard.Add);

        (await sut.SendAsync(null!, CancellationToken.None)).Should().Be(result);

        heard.Should().Equal(DeliveryOutcome.HostNotRegistered);
        sut.Name.Should().Be("masakari");
    }

    /// <summary>Until that look is done, its words included: the watch then waits for time again.</summary>
    private async Task UntilLookAsync(int looks)
    {
        await _time.AdvanceUntilAsync(() => _looks >= looks, Minute, TimeSpan.FromHours(3));
        await ManualTimeProvider.EventuallyAsync(() => _time.ActiveTimers > 0);
    }
}
