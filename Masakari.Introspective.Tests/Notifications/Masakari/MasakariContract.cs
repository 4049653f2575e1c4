using FluentAssertions;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Masakari;
using Masakari.Introspective.Notifications.Outcomes;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Masakari;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Masakari;

/// <summary>What masakari-api does with our notifications: the same cases for the fake and for the real service.</summary>
internal abstract class MasakariContract
{
    private OpenStackSession _session = null!;

    protected MasakariClient Client { get; private set; } = null!;

    protected MasakariSink Sink { get; private set; } = null!;

    /// <summary>A host that masakari has in a segment.</summary>
    protected abstract string HostName { get; }

    protected abstract Task<OpenStackSession> OpenAsync();

    [SetUp]
    public async Task OpenSessionAsync()
    {
        _session = await OpenAsync();
        Client = new MasakariClient(_session, pageSize: 2);
        Sink = new MasakariSink(Client, new NotificationSettings(), TimeProvider.System);
    }

    [TearDown]
    public void CloseSession() => _session.Dispose();

    [Test]
    public async Task Send_NewFault_IsStoredAsSent()
    {
        var notification = New();

        var result = await Sink.SendAsync(notification, CancellationToken.None);

        result.Outcome.Should().Be(DeliveryOutcome.Delivered, result.Detail);
        var record = (await ListAsync(notification)).Should().ContainSingle().Subject;
        record.Uuid.Should().Be(result.RecordId);
        result.IsStoredNow.Should().BeTrue();
        MasakariTime.IsSame(record.GeneratedTime, notification.GeneratedAt).Should().BeTrue();
        record
            .Payload.Should()
            .Equal(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["event"] = "QEMU_GUEST_AGENT_ERROR",
                    ["instance_uuid"] = notification.InstanceUuid.ToString(),
                    ["vir_domain_event"] = "STOPPED_FAILED",
                }
            );
    }

    [Test]
    public async Task Send_WholeSecond_IsStored()
    {
        var now = TimeProvider.System.GetUtcNow();
        var notification = New() with { GeneratedAt = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)) };

        var result = await Sink.SendAsync(notification, CancellationToken.None);

        result.Outcome.Should().Be(DeliveryOutcome.Delivered, result.Detail);
    }

    [Test]
    public async Task Send_SameNotificationAgain_IsRecognisedAsOurs()
    {
        var notification = New();
        var first = await Sink.SendAsync(notification, CancellationToken.None);

        // A new sink, as after kill -9 between the answer and its record.
        var second = await new MasakariSink(Client, new NotificationSettings(), TimeProvider.System).SendAsync(
            notification,
            CancellationToken.None
        );

        second.Outcome.Should().Be(DeliveryOutcome.Delivered, second.Detail);
        second.RecordId.Should().Be(first.RecordId);
        second.IsStoredNow.Should().BeFalse("masakari-engine may have dealt with it already");
        (await ListAsync(notification)).Should().ContainSingle();
    }

    [Test]
    public async Task Send_SameFaultLaterWithinWindow_IsDuplicateUntilItsEnd()
    {
        var notification = New();
        await Sink.SendAsync(notification, CancellationToken.None);

        var later = notification with { GeneratedAt = notification.GeneratedAt.AddSeconds(5) };
        var result = await Sink.SendAsync(later, CancellationToken.None);

        result.Outcome.Should().Be(DeliveryOutcome.Duplicate, result.Detail);
        result.NotBefore.Should().BeCloseTo(notification.GeneratedAt.AddSeconds(180), TimeSpan.FromSeconds(1));
    }

    [Test]
    public async Task Send_SameFaultAfterWindow_IsStoredAgain()
    {
        var notification = New() with { GeneratedAt = TimeProvider.System.GetUtcNow().AddSeconds(-190) };
        await Sink.SendAsync(notification, CancellationToken.None);

        var result = await Sink.SendAsync(
            notification with
            {
                GeneratedAt = notification.GeneratedAt.AddSeconds(182),
            },
            CancellationToken.None
        );

        result.Outcome.Should().Be(DeliveryOutcome.Delivered, result.Detail);
        (await ListAsync(notification)).Should().HaveCount(2);
    }

    [Test]
    public async Task Send_ManyRecordsBetween_OwnIsFoundOnALaterPage()
    {
        var notification = New();
        await Sink.SendAsync(notification, CancellationToken.None);
        for (var other = 0; other < 5; other++)
        {
            await Sink.SendAsync(New(), CancellationToken.None);
        }

        var again = await Sink.SendAsync(notification, CancellationToken.None);

        again.Outcome.Should().Be(DeliveryOutcome.Delivered, again.Detail);
    }

    [Test]
    public async Task Send_UnknownHost_SaysSo()
    {
        var result = await Sink.SendAsync(New() with { HostName = "no-such-host" }, CancellationToken.None);

        result.Outcome.Should().Be(DeliveryOutcome.HostNotRegistered, result.Detail);
    }

    [Test]
    public async Task Send_Information_IsStored()
    {
        var result = await Sink.SendAsync(
            New() with
            {
                Event = "REBOOT",
                VirDomainEvent = "UNKNOWN",
            },
            CancellationToken.None
        );

        result.Outcome.Should().Be(DeliveryOutcome.Delivered, result.Detail);
    }

    [Test]
    public async Task Outcome_OfAStoredFault_IsRead()
    {
        var stored = await Sink.SendAsync(New(), CancellationToken.None);

        var reading = await new MasakariOutcomes(Client).ReadAsync(stored.RecordId!, CancellationToken.None);

        // The full form's engine may have had its turn by now: the instance does not exist.
        reading.Kind.Should().BeOneOf([OutcomeKind.Pending, OutcomeKind.Error, OutcomeKind.Failed], reading.Why);
        reading.IsRefused.Should().BeFalse();
    }

    [Test]
    public async Task Outcome_OfAnUnknownRecord_IsGivenUp()
    {
        var reading = await new MasakariOutcomes(Client).ReadAsync(Guid.NewGuid().ToString(), CancellationToken.None);

        reading.Kind.Should().BeNull();
        reading.IsRefused.Should().BeTrue(reading.Why);
    }

    [Test]
    public async Task GetNotification_Stored_IsTheRecord()
    {
        var notification = New();
        var stored = await Sink.SendAsync(notification, CancellationToken.None);

        var record = await Client.GetNotificationAsync(stored.RecordId!, CancellationToken.None);

        record!.Uuid.Should().Be(stored.RecordId);
        record.Payload["instance_uuid"].Should().Be(notification.InstanceUuid.ToString());
        record.Status.Should().NotBeNullOrEmpty();
    }

    [Test]
    public async Task FindHost_Known_IsFound()
    {
        var host = await Client.FindHostAsync(HostName, CancellationToken.None);

        host.Should().NotBeNull();
        host!.OnMaintenance.Should().BeFalse();
        host.SegmentEnabled.Should().BeTrue();
    }

    [Test]
    public async Task FindHost_Unknown_IsNull() =>
        (await Client.FindHostAsync("no-such-host", CancellationToken.None)).Should().BeNull();

    protected Notification New() =>
        new(
            Guid.NewGuid(),
            "QEMU_GUEST_AGENT_ERROR",
            "STOPPED_FAILED",
            HostName,
            TimeProvider.System.GetUtcNow(),
            "the guest agent is silent"
        );

    private async Task<List<MasakariNotification>> ListAsync(Notification notification)
    {
        var all = await Client.ListNotificationsAsync(
            TimeProvider.System.GetUtcNow().AddMinutes(-10),
            null,
            CancellationToken.None
        );
        return
        [
            .. all.Where(n =>
                string.Equals(
                    n.Payload["instance_uuid"],
                    notification.InstanceUuid.ToString(),
                    StringComparison.Ordinal
                )
            ),
        ];
    }
}
