using System.Collections.Concurrent;
using FluentAssertions;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Masakari;
using Masakari.Introspective.Notifications.Outcomes;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Outcomes;

/// <summary>What becomes of stored notifications is found out, without haste and not for ever.</summary>
internal sealed class OutcomeFollowerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private ManualTimeProvider _time = null!;
    private LogRecorder _log = null!;
    private TemporaryFolder _folder = null!;
    private CancellationTokenSource _stop = null!;
    private ConcurrentQueue<Outcome> _told = null!;
    private Reader _reader = null!;

    [SetUp]
    public void SetUp()
    {
        (_time, _log, _folder, _stop) = (new ManualTimeProvider(), new LogRecorder(), new TemporaryFolder(), new());
        (_told, _reader) = (new(), new Reader());
    }

    [TearDown]
    public void TearDown()
    {
        _stop.Dispose();
        _log.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task Record_FinishedAfterAWhile_IsToldOnceWithItsTime()
    {
        _reader.Answer = () => new(_reader.Asked < 3 ? OutcomeKind.Pending : OutcomeKind.Finished);
        var sut = Start();
        sut.Follow(New(), "r1");

        await UntilAsync(() => !_told.IsEmpty);

        var told = _told.Should().ContainSingle().Subject;
        (told.Kind, told.RecordId).Should().Be((OutcomeKind.Finished, "r1"));
        told.After.TotalSeconds.Should().BeInRange(15, 22);
        await PassAsync(120);
        _reader.Asked.Should().Be(3);
        await EndAsync(sut);
    }

    [Test]
    public async Task Record_InErrorThenFailed_IsToldTwice()
    {
        _reader.Answer = () =>
            new(
                _reader.Asked switch
                {
                    < 4 => OutcomeKind.Error,
                    4 => OutcomeKind.Pending,
                    _ => OutcomeKind.Failed,
                }
            );
        var sut = Start();
        sut.Follow(New(), "r1");

        await UntilAsync(() => _told.Count == 2);

        _told.Select(one => one.Kind).Should().Equal(OutcomeKind.Error, OutcomeKind.Failed);
        await EndAsync(sut);
    }

    [Test]
    public async Task Record_NeverDone_IsGivenUpAfterTheCeiling()
    {
        var sut = Start();
        sut.Follow(New(), "r1");

        await UntilAsync(() => !_told.IsEmpty);

        var told = _told.Should().ContainSingle().Subject;
        told.Kind.Should().Be(OutcomeKind.Unknown);
        told.After.TotalSeconds.Should().BeInRange(900, 975);
        _reader.Asked.Should().BeLessThan(45);
        await EndAsync(sut);
    }

    [Test]
    public async Task ApiIsAway_IsAskedAgainAndLogsNothingAboveDebug()
    {
        _reader.Answer = () => _reader.Asked < 3 ? new(null, Why: "no answer") : new(OutcomeKind.Ignored);
        var sut = Start();
        sut.Follow(New(), "r1");

        await UntilAsync(() => !_told.IsEmpty);

        _told.Single().Kind.Should().Be(OutcomeKind.Ignored);
        _log.Lines.Should().OnlyContain(line => line.Level == LogLevel.Debug);
        await EndAsync(sut);
    }

    [Test]
    public async Task RecordsMayNotBeReadForAMoment_IsSaidOnceAndAskedAgain()
    {
        _reader.Answer = () => _reader.Asked < 5 ? new(null, IsRefused: true, "HTTP 403") : new(OutcomeKind.Failed);
        var sut = Start();
        sut.Follow(New(), "r1");
        sut.Follow(New(), "r2");

        await UntilAsync(() => _told.Count == 2);

        _told.Should().OnlyContain(outcome => outcome.Kind == OutcomeKind.Failed);
        _log.Count(LogLevel.Information, "Outcomes of notifications cannot be read: HTTP 403").Should().Be(1);
        await EndAsync(sut);
    }

    [Test]
    public async Task Records_OverARestart_AreFollowedOn()
    {
        _reader.Answer = () => new(OutcomeKind.Error);
        var first = Start();
        first.Follow(New(), "r1");
        await UntilAsync(() => _told.Count == 1);
        await EndAsync(first);
        _told.Clear();
        _reader.Answer = () => new(OutcomeKind.Finished);
        using var stop = new CancellationTokenSource();
        var second = Start(stop.Token);

        await UntilAsync(() => !_told.IsEmpty);

        _told.Should().ContainSingle().Which.Kind.Should().Be(OutcomeKind.Finished);
        await stop.CancelAsync();
        await second.StopAsync();
    }

    [Test]
    public async Task Follow_AfterTheEnd_IsKeptForTheNextRun()
    {
        var sut = Start();
        await EndAsync(sut, () => sut.Follow(New(), "late"));

        new FollowedFile(_folder.Path).Load().Should().ContainSingle().Which.RecordId.Should().Be("late");
    }

    [TestCase("broken")]
    [TestCase("[null, {}]")]
    public void FileIsDamaged_NothingIsFollowed(string text)
    {
        File.WriteAllText(Path.Combine(_folder.Path, "outcomes.json"), text);

        new FollowedFile(_folder.Path).Load().Should().BeEmpty();
    }

    [TestCase("new", OutcomeKind.Pending)]
    [TestCase("running", OutcomeKind.Pending)]
    [TestCase(null, OutcomeKind.Pending)]
    [TestCase("whatever", OutcomeKind.Pending)]
    [TestCase("finished", OutcomeKind.Finished)]
    [TestCase("error", OutcomeKind.Error)]
    [TestCase("failed", OutcomeKind.Failed)]
    [TestCase("ignored", OutcomeKind.Ignored)]
    public void KindOf_MasakarisWord_IsUnderstood(string? status, OutcomeKind kind) =>
        MasakariOutcomes.KindOf(status).Should().Be(kind);

    private OutcomeFollower Start(CancellationToken? stopping = null)
    {
        var follower = new OutcomeFollower(_reader, new FollowedFile(_folder.Path), _time, _log.For<OutcomeFollower>())
        {
            Told = (_, outcome) => _told.Enqueue(outcome),
        };
        follower.Start(stopping ?? _stop.Token);
        return follower;
    }

    private async Task EndAsync(OutcomeFollower follower, Action? late = null)
    {
        await _stop.CancelAsync();
        late?.Invoke();
        await follower.StopAsync();
    }

    private Task UntilAsync(Func<bool> condition) =>
        _time.AdvanceUntilAsync(condition, Second, TimeSpan.FromSeconds(1200));

    private async Task PassAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            _time.Advance(Second);
            await Task.Yield();
        }
    }

    private static Notification New() =>
        new(
            Guid.NewGuid(),
            "QEMU_GUEST_AGENT_ERROR",
            "STOPPED_FAILED",
            "compute-1",
            new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero),
            "the guest agent is silent",
            4,
            "guest-silent"
        );

    private sealed class Reader : IOutcomeReader
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public Func<OutcomeReading> Answer { get; set; } = () => new(OutcomeKind.Pending);

        public Task<OutcomeReading> ReadAsync(string recordId, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            return Task.FromResult(Answer());
        }
    }
}
