using System.Collections.Concurrent;
using FluentAssertions;
using Masakari.Introspective.Channels;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Protocol.Base;
using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Tests.Channels;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Heartbeat;

internal sealed class HeartbeatServiceTests
{
    private const string Port = "org.openstack.masakari.0";

    [Test]
    public void ThousandGuests_AreEachChallengedOnTime_AndOnlyTheSilentOnesAreLost()
    {
        var (sut, time, found) = Create();
        using var _ = sut;
        var guests = Enumerable.Range(0, 1000).Select(i => Connect(sut, Guid.NewGuid(), 400 + i)).ToList();
        foreach (var silent in guests.Take(10))
        {
            silent.Answers = false;
        }

        time.Advance(TimeSpan.FromSeconds(14));

        guests
            .Select((guest, i) => guest.Got.OfType<Challenge>().Count() == 1 + (14000 / (400 + i)))
            .Should()
            .OnlyContain(x => x);
        found
            .Where(x => x.Finding.Kind is HeartbeatFindingKind.Lost)
            .Select(x => x.Key.Instance)
            .Should()
            .BeEquivalentTo(guests.Take(10).Select(x => x.Instance));
    }

    [Test]
    public void Unwatched_IsNotChallengedAnyMore_AndItsMessagesAreIgnored()
    {
        var (sut, time, found) = Create();
        using var _ = sut;
        var guest = Connect(sut, Guid.NewGuid(), 1000);
        sut.Unwatch(new HeartbeatKey(guest.Instance, Port));
        found.Clear();
        guest.Got.Clear();

        guest.Register();
        time.Advance(TimeSpan.FromMinutes(1));

        guest.Got.Should().BeEmpty();
        found.Should().BeEmpty();
        sut.Look(guest.Instance).Should().BeEmpty();
    }

    [Test]
    public void MessageOfAnOldLink_IsIgnored_AndItsClosingToo()
    {
        var (sut, time, found) = Create();
        using var _ = sut;
        var old = Connect(sut, Guid.NewGuid(), 1000);
        var link = new FakeGuest(old.Instance, Port, sut);
        sut.Opened(link);
        found.Clear();

        old.Say(new ExitNotice(1, "of yesterday"));
        old.Close();
        time.Advance(TimeSpan.FromSeconds(10));

        found.Should().BeEmpty();
        link.Got.OfType<Challenge>().Should().HaveCount(11);
    }

    [Test]
    public void Disposed_DoesNothingMore()
    {
        var (sut, time, _) = Create();
        var guest = Connect(sut, Guid.NewGuid(), 1000);
        sut.Dispose();
        guest.Got.Clear();

        time.Advance(TimeSpan.FromMinutes(1));
        guest.Register();

        guest.Got.Should().BeEmpty();
    }

    [TestCase(ChannelFormat.Heartbeat)]
    [TestCase(ChannelFormat.Base)]
    public async Task OnARealSocket_TheGuestRegistersAndAnswers(ChannelFormat format)
    {
        using var folder = new TemporaryFolder();
        using var log = new LogRecorder();
        var found = new ConcurrentQueue<HeartbeatFindingKind>();
        using var sut = new HeartbeatService(
            new HeartbeatOptions(),
            (_, finding) => found.Enqueue(finding.Kind),
            TimeProvider.System,
            () => 4711
        );
        await using var hub = new ChannelHub(
            new ChannelOptions(),
            new Dictionary<string, IGroupListener>(StringComparer.Ordinal) { [GroupAddress.Heartbeat] = sut },
            TimeProvider.System,
            log
        );
        var target = new ChannelTarget(Guid.NewGuid(), Port, folder.Combine("x.sock"), format);
        using var qemu = new FakeQemu(target.Path);
        sut.Watch(new HeartbeatKey(target.Instance, Port), session => session.Found(isPaused: false, TimeSpan.Zero));
        hub.Follow(target);
        await qemu.AcceptAsync();

        await SayAsync(qemu, format, new Init(1, 99, "g", 3_600_000, 8, 8, 8, 8, 8, CorrectiveAction.Reboot));
        (await qemu.ReadAsync()).Should().Contain("\"init_ack\"").And.Contain("\"invocation_id\":99");
        (await qemu.ReadAsync()).Should().Contain("\"heartbeat_challenge\":4711");
        await SayAsync(qemu, format, new ChallengeResponse(2, 4711, Health.Healthy, CorrectiveAction.None, ""));

        await ManualTimeProvider.EventuallyAsync(() => found.Contains(HeartbeatFindingKind.Established));
    }

    private static Task SayAsync(FakeQemu qemu, ChannelFormat format, HeartbeatMessage message)
    {
        var json = HeartbeatWriter.Write(message);
        var text = System.Text.Encoding.UTF8.GetString(json);
        return qemu.SendAsync(
            format is ChannelFormat.Heartbeat
                ? $"\n{text}\n"
                : $"\n{{\"version\":2,\"source_addr\":\"cgcs.heartbeat\",\"dest_addr\":\"cgcs.heartbeat\",\"data\":{text}}}\n"
        );
    }

    private static FakeGuest Connect(HeartbeatService sut, Guid instance, int intervalMs)
    {
        sut.Watch(new HeartbeatKey(instance, Port), session => session.Found(isPaused: false, TimeSpan.Zero));
        var guest = new FakeGuest(instance, Port, sut);
        sut.Opened(guest);
        guest.Register(intervalMs);
        return guest;
    }

    private static (HeartbeatService, ManualTimeProvider, List<(HeartbeatKey Key, HeartbeatFinding Finding)>) Create()
    {
        var time = new ManualTimeProvider();
        var found = new List<(HeartbeatKey, HeartbeatFinding)>();
        return (
            new HeartbeatService(new HeartbeatOptions(), (key, finding) => found.Add((key, finding)), time),
            time,
            found
        );
    }
}
