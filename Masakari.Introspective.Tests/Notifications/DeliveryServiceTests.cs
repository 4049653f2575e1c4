using FluentAssertions;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Outbox;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications;

internal sealed class DeliveryServiceTests
{
    private static readonly Guid s_a = Guid.Parse("aaaaaaaa-0000-4000-8000-000000000000");
    private static readonly Guid s_b = Guid.Parse("bbbbbbbb-0000-4000-8000-000000000000");

    private ManualTimeProvider _time = null!;
    private TemporaryFolder _folder = null!;
    private LogRecorder _log = null!;
    private FakeSink _sink = null!;
    private FakeReader _reader = null!;
    private DiskOutbox _outbox = null!;
    private DeliveryService _service = null!;

    [SetUp]
    public void Start()
    {
        (_time, _folder, _log) = (new ManualTimeProvider(), new TemporaryFolder(), new LogRecorder());
        (_sink, _reader) = (new FakeSink(), new FakeReader());
        (_outbox, _service) = Create();
        _service.Start();
    }

    [TearDown]
    public void End()
    {
        _service.Dispose();
        _outbox.Dispose();
        _folder.Dispose();
        _log.Dispose();
    }

    [Test]
    public async Task Report_True_IsSentAndLeavesTheDisk()
    {
        _service.Report(New(s_a));
        await EmptyAsync();

        _sink.Sent.Should().ContainSingle();
        Directory.GetFiles(_folder.Path, "*.json").Should().BeEmpty();
        _log.Lines.Single(l => l.Text.StartsWith("Send a notification. {", StringComparison.Ordinal))
            .InstanceUuid.Should()
            .Be(s_a);
        _log.Count(LogLevel.Information, "Response: HTTP 202").Should().Be(1);
    }

    [Test]
    public async Task Report_Stored_TellsTheRecord()
    {
        var stored = new List<(string Cause, string Record)>();
        _service.Stored = (notification, record) => stored.Add((notification.Cause, record));
        _sink.Answer = (notification, _) =>
            Task.FromResult(
                new DeliveryResult(DeliveryOutcome.Delivered, "HTTP 202")
                {
                    RecordId = notification.Cause is "no id" ? null : "r1",
                }
            );

        _service.Report(New(s_a, "no id"));
        _service.Report(New(s_a, "first"));
        await EmptyAsync();
        await ManualTimeProvider.EventuallyAsync(() => stored.Count > 0);

        stored.Should().Equal(("first", "r1"));
    }

    [Test]
    public async Task Report_BeforeTheFirstAttempt_IsOnDisk()
    {
        var files = 0;
        _sink.Answer = (_, _) =>
        {
            files = Directory.GetFiles(_folder.Path, "*.json").Length;
            return Task.FromResult(new DeliveryResult(DeliveryOutcome.Delivered, ""));
        };

        _service.Report(New(s_a));
        await EmptyAsync();

        files.Should().Be(1);
    }

    [Test]
    public async Task Unavailable_ThirteenTriesAtTheFixedPace_OneErrorThenOnAndOn()
    {
        _sink.Answers(DeliveryOutcome.Unavailable);
        _service.Report(New(s_a));

        await _time.AdvanceUntilAsync(() => _sink.Sent.Count == 13, Seconds(10), Seconds(125));
        await ManualTimeProvider.EventuallyAsync(() => _log.Count(LogLevel.Error, "Failed to send") == 1);
        _log.Count(LogLevel.Warning, "Retry sending a notification. (Unavailable)").Should().Be(12);

        await _time.AdvanceUntilAsync(() => _sink.Sent.Count == 20, Seconds(10), Seconds(3600));
        _log.Count(LogLevel.Error, "Failed to send").Should().Be(1);
        _sink.Answers(DeliveryOutcome.Delivered);
        await EmptyAsync(3600);
        _sink.Sent.Select(n => n.GeneratedAt).Distinct().Should().ContainSingle("it is one and the same report");
    }

    [Test]
    public async Task FaultGone_BeforeSending_IsWithdrawnUnsent()
    {
        _reader.Truth[s_a] = FaultTruth.Gone;
        _service.Report(New(s_a));
        await EmptyAsync();

        _sink.Sent.Should().BeEmpty();
        _log.Count(LogLevel.Information, "is withdrawn: so it is").Should().Be(1);
    }

    [Test]
    public async Task FaultGone_DuringALongWait_IsWithdrawnWithinTenSeconds()
    {
        _sink.Answers(DeliveryOutcome.HostNotRegistered);
        _service.Report(New(s_a));
        await _time.AdvanceUntilAsync(() => Waits(), Seconds(0), Seconds(1));

        _reader.Truth[s_a] = FaultTruth.Gone;
        await EmptyAsync(11);

        _sink.Sent.Should().ContainSingle();
    }

    [Test]
    public async Task TruthUnknown_WaitsUntilItIsKnown()
    {
        _reader.Truth[s_a] = FaultTruth.Unknown;
        _service.Report(New(s_a));
        await _time.AdvanceUntilAsync(() => _log.Count(LogLevel.Information, "waits") == 1, Seconds(1), Seconds(5));
        await _time.AdvanceUntilAsync(() => _time.GetUtcNow().Minute > 30, Seconds(10), Seconds(3600));
        _sink.Sent.Should().BeEmpty();

        _reader.Truth[s_a] = FaultTruth.StillTrue;
        await EmptyAsync(11);

        _sink.Sent.Should().ContainSingle();
    }

    [Test]
    public async Task Duplicate_WindowOver_IsReportedAnewWithItsOwnTime()
    {
        var reported = New(s_a);
        _sink.Answers(DeliveryOutcome.Duplicate, _time.GetUtcNow().AddSeconds(180));
        _service.Report(reported);
        await _time.AdvanceUntilAsync(() => Waits(), Seconds(0), Seconds(1));
        _sink.Answers(DeliveryOutcome.Delivered);

        await EmptyAsync(185);

        _sink.Sent.Should().HaveCount(2);
        (_sink.Sent[1].GeneratedAt - reported.GeneratedAt).Should().BeGreaterThan(Seconds(180));
    }

    [Test]
    public async Task Duplicate_RecoveredMeanwhile_IsNotReportedAnew()
    {
        _sink.Answers(DeliveryOutcome.Duplicate);
        _service.Report(New(s_a));
        await _time.AdvanceUntilAsync(() => Waits(), Seconds(0), Seconds(1));

        _reader.Truth[s_a] = FaultTruth.Gone;
        await EmptyAsync(11);

        _sink.Sent.Should().ContainSingle();
    }

    [Test]
    public async Task HostNotRegistered_IsSaidOnceForAllInstances()
    {
        _sink.Answers(DeliveryOutcome.HostNotRegistered);
        _service.Report(New(s_a));
        _service.Report(New(s_b));

        await _time.AdvanceUntilAsync(() => _sink.Sent.Count >= 6, Seconds(10), Seconds(600));

        _log.Count(LogLevel.Error, "is in no failover segment").Should().Be(1);
        _service.Pending.Should().HaveCount(2);
    }

    [Test]
    public async Task Malformed_IsKeptAndTheNextGoesOn()
    {
        _sink.Answer = (n, _) =>
            Task.FromResult(
                new DeliveryResult(
                    string.Equals(n.Cause, "first", StringComparison.Ordinal)
                        ? DeliveryOutcome.Malformed
                        : DeliveryOutcome.Delivered,
                    n.Cause
                )
            );
        _service.Report(New(s_a, "first"));
        _service.Report(New(s_a, "second"));
        await EmptyAsync();

        _sink.Sent.Select(n => n.Cause).Should().Equal("first", "second");
        Directory.GetFiles(_folder.Combine("rejected")).Should().ContainSingle();
        _reader
            .Ends.Select(end => (end.Kind, end.Why))
            .Should()
            .Equal((ReportEndKind.SetAside, "first"), (ReportEndKind.Delivered, "second"));
    }

    [Test]
    public async Task Instances_OneWaits_TheOtherIsDelivered()
    {
        _sink.Answer = (n, _) =>
            Task.FromResult(
                new DeliveryResult(n.InstanceUuid == s_a ? DeliveryOutcome.Unavailable : DeliveryOutcome.Delivered, "")
            );
        _service.Report(New(s_a));
        _service.Report(New(s_b));

        await ManualTimeProvider.EventuallyAsync(() => _service.Pending.Count == 1);

        _service.Pending.Single().InstanceUuid.Should().Be(s_a);
    }

    [Test]
    public async Task Instances_AtMostFourAttemptsAtATime()
    {
        var (now, most) = (0, 0);
        var gate = new TaskCompletionSource();
        _sink.Answer = async (_, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await gate.Task;
            Interlocked.Decrement(ref now);
            return new DeliveryResult(DeliveryOutcome.Delivered, "");
        };
        for (var i = 0; i < 20; i++)
        {
            _service.Report(New(Guid.NewGuid()));
        }

        await ManualTimeProvider.EventuallyAsync(() => Volatile.Read(ref now) == 4);
        gate.SetResult();
        await EmptyAsync();

        most.Should().Be(DeliveryService.MaxConcurrentAttempts);
        _sink.Sent.Should().HaveCount(20);
    }

    [Test]
    public async Task Sink_Throws_IsRetried()
    {
        _sink.Answer = (_, _) => throw new InvalidOperationException("defect");
        _service.Report(New(s_a));
        await ManualTimeProvider.EventuallyAsync(() => _log.Count(LogLevel.Warning, "defect") == 1);
        _sink.Answers(DeliveryOutcome.Delivered);

        await EmptyAsync(11);
    }

    [Test]
    public async Task Stop_AttemptInFlight_EndsWithinTheGraceAndTheRestStays()
    {
        var gate = new TaskCompletionSource();
        _sink.Answer = async (_, token) =>
        {
            await gate.Task.WaitAsync(token);
            return new DeliveryResult(DeliveryOutcome.Delivered, "");
        };
        _service.Report(New(s_a, "first"));
        _service.Report(New(s_a, "second"));
        await ManualTimeProvider.EventuallyAsync(() => _sink.Sent.Count == 1);

        var stopping = _service.StopAsync(Seconds(10));
        gate.SetResult();
        await stopping;

        _service.Pending.Should().ContainSingle().Which.Cause.Should().Be("second");
        _log.Count(LogLevel.Information, "1 notifications stay in the outbox").Should().Be(1);
    }

    [Test]
    public async Task Stop_AttemptHangs_EndsAfterTheGrace()
    {
        _sink.Answer = async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return new DeliveryResult(DeliveryOutcome.Delivered, "");
        };
        _service.Report(New(s_a));
        await ManualTimeProvider.EventuallyAsync(() => _sink.Sent.Count == 1);

        var stopping = _service.StopAsync(Seconds(10));
        await _time.AdvanceUntilAsync(() => stopping.IsCompleted, Seconds(1), Seconds(13));

        _service.Pending.Should().ContainSingle();
    }

    [Test]
    public async Task Start_AfterACrash_DeliversWhatWasLeft()
    {
        _sink.Answer = (_, _) => new TaskCompletionSource<DeliveryResult>().Task;
        _service.Report(New(s_a));
        await ManualTimeProvider.EventuallyAsync(() => _sink.Sent.Count == 1);

        // Neither stopped nor disposed: nothing of the first run gets another turn.
        _sink = new FakeSink();
        var (outbox, service) = Create();
        using (outbox)
        using (service)
        {
            service.Pending.Should().ContainSingle();
            service.Start();
            await ManualTimeProvider.EventuallyAsync(() => service.Pending.Count == 0);
        }

        _sink.Sent.Should().ContainSingle();
    }

    [Test]
    public async Task Inform_OutageAtFullQueue_DoesNotDelayAReport()
    {
        _sink.Answer = (n, token) =>
            n.IsActedOn
                ? Task.FromResult(new DeliveryResult(DeliveryOutcome.Delivered, ""))
                : new TaskCompletionSource<DeliveryResult>().Task.WaitAsync(token);
        for (var i = 0; i < InformationQueue.Capacity + 50; i++)
        {
            _service.Inform(New(s_a) with { Event = "REBOOT", VirDomainEvent = "UNKNOWN" });
        }

        _service.Report(New(s_b));
        await EmptyAsync();

        _log.Count(LogLevel.Warning, "dropped so far").Should().Be(1);
        _sink.Sent.Count(n => !n.IsActedOn).Should().BeLessThanOrEqualTo(InformationQueue.Senders);
    }

    [TestCase(nameof(DeliveryOutcome.Unavailable), 13, "information only and dropped")]
    [TestCase(nameof(DeliveryOutcome.NotAllowed), 13, "information only and dropped")]
    [TestCase(nameof(DeliveryOutcome.Duplicate), 1, "ends here: Duplicate")]
    [TestCase(nameof(DeliveryOutcome.HostNotRegistered), 1, "ends here: HostNotRegistered")]
    [TestCase(nameof(DeliveryOutcome.Delivered), 1, "Response: Delivered")]
    public async Task Inform_EachAnswer_IsTriedAsUpstreamDoes(string outcome, int tries, string end)
    {
        _sink.Answers(Enum.Parse<DeliveryOutcome>(outcome));
        _service.Inform(New(s_a) with { Event = "REBOOT", VirDomainEvent = "UNKNOWN" });

        await _time.AdvanceUntilAsync(
            () => _log.Lines.Any(l => l.Text.Contains(end, StringComparison.Ordinal)),
            Seconds(10),
            Seconds(125)
        );

        _sink.Sent.Should().HaveCount(tries);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    // The recheck timer of the outbox is never set here, so a timer is a pause of the delivery.
    private bool Waits() => _sink.Sent.Count > 0 && _time.ActiveTimers > 0;

    private Task EmptyAsync(double limit = 1) =>
        limit <= 1
            ? ManualTimeProvider.EventuallyAsync(() => _service.Pending.Count == 0)
            : _time.AdvanceUntilAsync(() => _service.Pending.Count == 0, Seconds(1), Seconds(limit));

    private (DiskOutbox Outbox, DeliveryService Service) Create()
    {
        var outbox = new DiskOutbox(_folder.Path, _time, _log.For<DiskOutbox>());
        return (
            outbox,
            new DeliveryService(
                new NotificationSettings(),
                outbox,
                _sink,
                _reader,
                _time,
                _log.For<DeliveryService>(),
                () => 0.5
            )
        );
    }

    private Notification New(Guid instance, string cause = "silent") =>
        new(instance, "QEMU_GUEST_AGENT_ERROR", "STOPPED_FAILED", "vm", _time.GetUtcNow(), cause);
}
