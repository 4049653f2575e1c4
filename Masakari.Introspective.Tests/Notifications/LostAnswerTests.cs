using FluentAssertions;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Masakari;
using Masakari.Introspective.Notifications.Outbox;
using Masakari.Introspective.OpenStack.Masakari;
using Masakari.Introspective.Tests.OpenStack;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications;

/// <summary>Outbox, delivery, sink and HTTP together: however an answer is lost, masakari stores one notification.</summary>
internal sealed class LostAnswerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly LogRecorder _log = new();
    private FakeCloud _cloud = null!;
    private TemporaryFolder _folder = null!;

    [SetUp]
    public async Task StartCloudAsync()
    {
        _folder = new TemporaryFolder();
        _cloud = await FakeCloud.StartAsync();
        _cloud.AddHost("vm");
    }

    [TearDown]
    public async Task StopCloudAsync()
    {
        await _cloud.DisposeAsync();
        _folder.Dispose();
        _log.Dispose();
    }

    [Test]
    public async Task ConnectionCutAfterStoring_IsOneNotification()
    {
        _cloud.AfterStored = http =>
        {
            _cloud.AfterStored = null;
            http.Abort();
            return Task.FromResult(true);
        };

        await DeliverAsync(report: true);

        _cloud.Notifications.Should().ContainSingle();
        _log.Lines.Should().Contain(l => l.Text.Contains("stored by an earlier attempt", StringComparison.Ordinal));
    }

    [Test]
    public async Task KilledBetweenStoringAndAnswer_IsOneNotification()
    {
        using var session = TestSession.Create(_cloud, _time, _log);
        using var outbox = new DiskOutbox(_folder.Path, _time, _log.For<DiskOutbox>());
        var killed = Service(outbox, session);
        _cloud.AfterStored = async http =>
        {
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
            return true;
        };
        killed.Start();
        killed.Report(New());
        await ManualTimeProvider.EventuallyAsync(() => _cloud.Notifications.Count == 1);
        _cloud.AfterStored = null;
        killed.Dispose();

        await DeliverAsync(report: false);

        _cloud.Notifications.Should().ContainSingle();
    }

    [Test]
    public async Task ApiDownForAnHour_IsOneNotification()
    {
        var down = true;
        _cloud.Intercept = http =>
        {
            http.Response.StatusCode = 503;
            return Task.FromResult(Volatile.Read(ref down));
        };
        using var session = TestSession.Create(_cloud, _time, _log);
        using var outbox = new DiskOutbox(_folder.Path, _time, _log.For<DiskOutbox>());
        using var service = Service(outbox, session);
        service.Start();
        service.Report(New());
        var end = _time.GetUtcNow().AddHours(1);
        await _time.AdvanceUntilAsync(() => _time.GetUtcNow() > end, TimeSpan.FromMinutes(2), TimeSpan.FromHours(2));

        Volatile.Write(ref down, false);
        await _time.AdvanceUntilAsync(
            () => service.Pending.Count == 0,
            TimeSpan.FromSeconds(10),
            TimeSpan.FromMinutes(10)
        );

        _cloud.Notifications.Should().ContainSingle();
    }

    private async Task DeliverAsync(bool report)
    {
        using var session = TestSession.Create(_cloud, _time, _log);
        using var outbox = new DiskOutbox(_folder.Path, _time, _log.For<DiskOutbox>());
        using var service = Service(outbox, session);
        service.Start();
        if (report)
        {
            service.Report(New());
        }

        await _time.AdvanceUntilAsync(
            () => service.Pending.Count == 0,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromMinutes(2)
        );
    }

    private DeliveryService Service(DiskOutbox outbox, Introspective.OpenStack.OpenStackSession session) =>
        new(
            new NotificationSettings(),
            outbox,
            new MasakariSink(new MasakariClient(session), new NotificationSettings(), _time),
            new FakeReader(),
            _time,
            _log.For<DeliveryService>()
        );

    private Notification New() =>
        new(
            Guid.Parse("d81d5b36-03bb-46b5-be2c-b0057e06aeab"),
            "QEMU_GUEST_AGENT_ERROR",
            "STOPPED_FAILED",
            "vm",
            _time.GetUtcNow().AddTicks(1_234_567),
            "silent"
        );
}
