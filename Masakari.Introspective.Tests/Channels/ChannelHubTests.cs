using FluentAssertions;
using Masakari.Introspective.Channels;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Channels;

/// <summary>Connecting and staying connected.</summary>
[TestFixture]
internal sealed class ChannelHubTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private HubRig _rig = null!;

    [SetUp]
    public void SetUp() => _rig = new HubRig();

    [TearDown]
    public ValueTask TearDown() => _rig.DisposeAsync();

    [Test]
    public async Task Follow_ListeningSocket_ConnectsAndDeliversBothWays()
    {
        var (target, qemu) = await _rig.ConnectAsync();
        using var end = qemu;

        await qemu.SendAsync("\n{\"msg_type\":\"init\"}\n");
        await _rig.ReceivedAsync(target, 1);
        _rig.Heartbeat.Link(target.Instance).TrySend("{\"a\":1}"u8.ToArray()).Should().BeTrue();

        (await qemu.ReadAsync()).Should().Be("{\"a\":1}");
        _rig.Heartbeat.Events(target.Instance).Should().Equal("opened", "> {\"msg_type\":\"init\"}");
        _rig.Snapshot(target).Should().Be(new ChannelSnapshot(target.Instance, target.Port, true, 1, 1, 0, 0, 0, 0));
    }

    [Test]
    public async Task Follow_NobodyListens_TriesOnAndSaysItOnce()
    {
        var target = _rig.Target();
        _rig.Hub.Follow(target);

        await _rig.Time.AdvanceUntilAsync(() => _rig.Log.Lines.Count > 0, Step, TimeSpan.FromSeconds(1));
        for (var second = 0; second < 30; second++)
        {
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            await _rig.Time.SettleAsync();
        }

        _rig.Log.Lines.Should().ContainSingle().Which.Text.Should().Contain("nobody listens").And.Contain(target.Path);
        _rig.Log.Lines[0].InstanceUuid.Should().Be(target.Instance);
        using var qemu = new FakeQemu(target.Path);
        var accepted = qemu.AcceptAsync();
        await _rig.Time.AdvanceUntilAsync(() => accepted.IsCompleted, Step, TimeSpan.FromSeconds(6));
    }

    [Test]
    public async Task Retry_DuringALongWait_ConnectsAtOnce()
    {
        var target = _rig.Target();
        _rig.Hub.Follow(target);
        for (var second = 0; second < 30; second++)
        {
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            await _rig.Time.SettleAsync();
        }

        using var qemu = new FakeQemu(target.Path);
        _rig.Hub.Retry(target.Instance);

        // No time passes.
        await qemu.AcceptAsync();
    }

    [Test]
    public async Task Close_ByQemu_ReconnectsWithANewLinkAfterTheOldOneIsClosed()
    {
        var (target, qemu) = await _rig.ConnectAsync();
        using var end = qemu;
        var old = _rig.Heartbeat.Link(target.Instance);
        await qemu.SendAsync("\n{\"half\":");

        qemu.Hangup();
        await ManualTimeProvider.EventuallyAsync(() => _rig.Heartbeat.Events(target.Instance).Count == 2);
        old.TrySend("{}"u8.ToArray()).Should().BeFalse();
        var accepted = qemu.AcceptAsync();
        await _rig.Time.AdvanceUntilAsync(() => accepted.IsCompleted, Step, TimeSpan.FromSeconds(1));
        await qemu.SendAsync("{\"n\":1}\n");
        await _rig.ReceivedAsync(target, 1);

        _rig.Heartbeat.Events(target.Instance).Should().Equal("opened", "closed", "opened", "> {\"n\":1}");
        _rig.Heartbeat.Link(target.Instance).Should().NotBeSameAs(old);
    }

    [Test]
    public async Task Close_AgainAndAgain_WaitsLongerEachTime()
    {
        var (target, qemu) = await _rig.ConnectAsync();
        using var end = qemu;

        for (var round = 0; round < 5; round++)
        {
            qemu.Hangup();
            await _rig.Time.AdvanceUntilAsync(
                () => _rig.Snapshot(target).Connections == round + 2,
                Step,
                TimeSpan.FromSeconds(10)
            );
            await qemu.AcceptAsync();
        }

        qemu.Hangup();
        await ManualTimeProvider.EventuallyAsync(() => _rig.Heartbeat.Count(target.Instance, "closed") == 6);
        await _rig.Time.SettleAsync();
        _rig.Time.Advance(TimeSpan.FromSeconds(3.9));
        await _rig.Time.SettleAsync();

        // The sixth failure in a row waits 4 to 5 s.
        _rig.Snapshot(target).Connections.Should().Be(6);
    }

    [Test]
    public async Task Unfollow_ConnectedChannel_ClosesItAndTellsTheListener()
    {
        var (target, qemu) = await _rig.ConnectAsync();
        using var end = qemu;

        _rig.Hub.Unfollow(target.Instance, target.Port);

        await qemu.WaitForCloseAsync();
        await ManualTimeProvider.EventuallyAsync(() => _rig.Hub.Snapshots().Count == 0);
        _rig.Heartbeat.Events(target.Instance).Should().Equal("opened", "closed");
    }

    [Test]
    public async Task Follow_SameTargetAgain_ChangesNothing()
    {
        var (target, qemu) = await _rig.ConnectAsync();
        using var end = qemu;

        _rig.Hub.Follow(target);
        await qemu.SendAsync("{\"n\":1}\n");
        await _rig.ReceivedAsync(target, 1);

        _rig.Heartbeat.Events(target.Instance).Should().Equal("opened", "> {\"n\":1}");
    }

    [Test]
    public async Task Follow_SamePortOnAnotherPath_MovesThere()
    {
        var (target, qemu) = await _rig.ConnectAsync();
        using var end = qemu;
        var moved = target with { Path = target.Path + ".new" };
        using var next = new FakeQemu(moved.Path);

        _rig.Hub.Follow(moved);

        await next.AcceptAsync();
        await qemu.WaitForCloseAsync();
        await ManualTimeProvider.EventuallyAsync(() => _rig.Heartbeat.Events(target.Instance).Count == 3);
        _rig.Heartbeat.Events(target.Instance).Should().Equal("opened", "closed", "opened");
    }

    [Test]
    public async Task Follow_RightAfterUnfollow_ClosesBeforeItConnects()
    {
        var (target, qemu) = await _rig.ConnectAsync();
        using var end = qemu;

        for (var round = 0; round < 20; round++)
        {
            _rig.Hub.Unfollow(target.Instance, target.Port);
            _rig.Hub.Follow(target);
        }

        // QEMU's end: the old client is gone before the new one is served.
        await qemu.WaitForCloseAsync();
        await qemu.AcceptAsync();
        await qemu.SendAsync("{\"n\":1}\n");
        await _rig.ReceivedAsync(target, 1);
        var events = _rig.Heartbeat.Events(target.Instance);
        events.Where((what, at) => at % 2 == 0).SkipLast(0).Should().AllBe("opened");
        events.Where((what, at) => at % 2 == 1).SkipLast(1).Should().AllBe("closed");
    }

    [Test]
    public async Task Dispose_ManyChannels_ClosesEverySocketAndRefusesNewOnes()
    {
        var (_, first) = await _rig.ConnectAsync();
        var (_, second) = await _rig.ConnectAsync(ChannelFormat.Base);
        using var end1 = first;
        using var end2 = second;

        await _rig.Hub.DisposeAsync();
        await _rig.Hub.DisposeAsync();

        await first.WaitForCloseAsync();
        await second.WaitForCloseAsync();
        _rig.Invoking(rig => rig.Hub.Follow(rig.Target())).Should().Throw<ObjectDisposedException>();
    }

    [Test]
    public async Task Follow_PathLongerThanTheKernelTakes_SaysSoOnce()
    {
        var target = _rig.Target() with { Path = "/" + new string('x', 200) };

        _rig.Hub.Follow(target);
        await _rig.Time.AdvanceUntilAsync(() => _rig.Log.Lines.Count > 0, Step, TimeSpan.FromSeconds(5));
        _rig.Time.Advance(TimeSpan.FromSeconds(20));
        await _rig.Time.SettleAsync();

        _rig.Log.Lines.Should().ContainSingle().Which.Level.Should().Be(LogLevel.Warning);
    }

    [Test]
    public async Task Follow_FullQueueOfOthers_NamesTheSecondClientOnce()
    {
        var target = _rig.Target();
        using var qemu = new FakeQemu(target.Path);
        using var strays = new Strays(target.Path);

        _rig.Hub.Follow(target);
        await _rig.Time.AdvanceUntilAsync(() => _rig.Log.Lines.Count > 0, Step, TimeSpan.FromSeconds(5));

        _rig.Log.Lines.Should().ContainSingle().Which.Text.Should().Contain("one client at a time");
    }

    [Test]
    public async Task Follow_ThousandChannels_AllDeliver()
    {
        const int Channels = 1000;
        var targets = Enumerable.Range(0, Channels).Select(_ => _rig.Target()).ToList();
        var machines = targets.ConvertAll(target => new FakeQemu(target.Path));
        try
        {
            targets.ForEach(_rig.Hub.Follow);
            await Task.WhenAll(machines.Select(qemu => qemu.AcceptAsync()));
            await Task.WhenAll(machines.Select(qemu => qemu.SendAsync("{\"n\":1}\n")));

            await ManualTimeProvider.EventuallyAsync(() => _rig.Heartbeat.CountAll("> {\"n\":1}") == Channels);
        }
        finally
        {
            machines.ForEach(qemu => qemu.Dispose());
        }
    }
}
