using System.Text;
using FluentAssertions;
using Masakari.Introspective.Channels;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Channels;

/// <summary>Guests that mean harm get what the limits allow, and others do not notice. Time stands still unless moved.</summary>
[TestFixture]
internal sealed class HostileGuestTests
{
    private const int Burst = 40;
    private HubRig _rig = null!;
    private CancellationTokenSource _end = null!;

    [SetUp]
    public void SetUp()
    {
        _rig = new HubRig();
        _end = new CancellationTokenSource();
    }

    [TearDown]
    public async Task TearDown()
    {
        await _end.CancelAsync();
        await _rig.DisposeAsync();
        _end.Dispose();
    }

    [TestCase("{\"n\":1}\n")]
    [TestCase("\n")]
    [TestCase("endless line ")]
    [TestCase("x\n")]
    [TestCase("{\"a\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}\n")]
    public async Task Flood_OfOneGuest_IsHeldBackAndAnothersMessagesArriveInOrder(string flood)
    {
        var (bad, badQemu) = await _rig.ConnectAsync();
        var (good, goodQemu) = await _rig.ConnectAsync();
        using var end1 = badQemu;
        using var end2 = goodQemu;
        var taken = 0L;
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(flood, 5000)));
        var flooding = badQemu.FloodAsync(bytes, total => Volatile.Write(ref taken, total), _end.Token);

        for (var n = 1; n <= 30; n++)
        {
            await goodQemu.SendAsync($"{{\"n\":{n}}}\n");
            await _rig.ReceivedAsync(good, n);
        }

        await ManualTimeProvider.EventuallyAsync(() => _rig.Snapshot(bad).Throttled > 0);
        _rig.Heartbeat.Messages(good.Instance).Should().Equal(Enumerable.Range(1, 30).Select(n => $"{{\"n\":{n}}}"));
        _rig.Heartbeat.Messages(bad.Instance).Count.Should().BeLessThanOrEqualTo(Burst);
        _rig.Snapshot(good).Throttled.Should().Be(0);
        _rig.Log.Count(LogLevel.Warning, "it is read at that pace").Should().Be(1);

        // The guest waits: what was taken is the bytes' burst and what the sockets hold.
        await _end.CancelAsync();
        await flooding;
        Volatile.Read(ref taken).Should().BeLessThan(2 * 1024 * 1024);
    }

    [Test]
    public async Task Flood_OverTime_PassesAtTheRateAndLosesNothing()
    {
        const int Messages = 200;
        var (bad, qemu) = await _rig.ConnectAsync();
        using var end = qemu;
        var start = _rig.Time.GetTimestamp();

        await qemu.SendAsync(string.Concat(Enumerable.Range(0, Messages).Select(n => $"{{\"n\":{n}}}\n")));
        await _rig.Time.AdvanceUntilAsync(
            () => _rig.Heartbeat.Messages(bad.Instance).Count == Messages,
            TimeSpan.FromMilliseconds(100),
            TimeSpan.FromSeconds(60)
        );

        _rig.Heartbeat.Messages(bad.Instance)
            .Should()
            .Equal(Enumerable.Range(0, Messages).Select(n => $"{{\"n\":{n}}}"));
        _rig.Time.GetElapsedTime(start).TotalSeconds.Should().BeGreaterThanOrEqualTo((Messages - Burst) / 20.0);
        _rig.Log.Count(LogLevel.Warning, "it is read at that pace").Should().Be(1);
    }

    [Test]
    public async Task Flood_ThroughTwoPorts_SharesTheInstancesLimit()
    {
        var (first, qemu) = await _rig.ConnectAsync();
        var second = first with { Port = "cgcs.heartbeat", Path = first.Path + ".2" };
        using var end1 = qemu;
        using var end2 = new FakeQemu(second.Path);
        _rig.Hub.Follow(second);
        await end2.AcceptAsync();
        var flood = string.Concat(Enumerable.Repeat("{\"n\":1}\n", 100));

        await Task.WhenAll(qemu.SendAsync(flood), end2.SendAsync(flood));
        await ManualTimeProvider.EventuallyAsync(() =>
            _rig.Snapshot(first).Throttled > 0 && _rig.Snapshot(second).Throttled > 0
        );

        // Each of the two may take one on credit.
        _rig.Heartbeat.Messages(first.Instance).Count.Should().BeInRange(Burst, Burst + 1);
    }

    [Test]
    public async Task Flood_AndThenGone_IsReconnectedWithoutReadingTheRest()
    {
        var (bad, qemu) = await _rig.ConnectAsync();
        using var end = qemu;
        await qemu.SendAsync(string.Concat(Enumerable.Repeat("{\"n\":1}\n", 5000)));
        await ManualTimeProvider.EventuallyAsync(() => _rig.Snapshot(bad).Throttled > 0);

        qemu.Hangup();
        var accepted = qemu.AcceptAsync();
        await _rig.Time.AdvanceUntilAsync(
            () => accepted.IsCompleted,
            TimeSpan.FromMilliseconds(50),
            TimeSpan.FromSeconds(3)
        );

        _rig.Heartbeat.Messages(bad.Instance).Count.Should().BeLessThan(Burst + 60);
    }

    [Test]
    public async Task Fragments_OfOneByte_BecomeTheMessageAndCostMoreThanTheirSize()
    {
        var options = new ChannelOptions { ByteBurst = 8192 };
        await using var rig = new HubRig(options);
        var (slow, qemu) = await rig.ConnectAsync();
        using var end = qemu;
        var message = $"{{\"text\":\"{new string('ü', 200)}\"}}";
        var bytes = Encoding.UTF8.GetBytes(message + "\n");

        var sending = SendBytewiseAsync();
        await rig.Time.AdvanceUntilAsync(
            () => rig.Heartbeat.Messages(slow.Instance).Count == 1,
            TimeSpan.FromMilliseconds(50),
            TimeSpan.FromSeconds(10)
        );

        await sending;
        rig.Heartbeat.Messages(slow.Instance).Should().Equal(message);

        async Task SendBytewiseAsync()
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                await qemu.SendAsync(bytes.AsMemory(i, 1));
                await Task.Yield();
            }
        }
    }

    [Test]
    public void TakeRead_SingleBytes_CostsTheLeastOfARead()
    {
        var limits = new IntakeLimits(new ChannelOptions { ByteBurst = 8192, ByteRate = 4096 }, _rig.Time);
        var reads = 0;
        while (limits.UntilRead() == TimeSpan.Zero)
        {
            limits.TakeRead(1);
            reads++;
        }

        reads.Should().Be(128);
        limits.UntilRead().Should().Be(TimeSpan.FromSeconds(1));
    }

    [Test]
    public async Task Line_LongerThanTheLimit_IsCountedOnceAndTheNextMessageArrives()
    {
        var (bad, qemu) = await _rig.ConnectAsync();
        using var end = qemu;

        await qemu.SendAsync(new string('x', 100_000) + "\n{\"n\":1}\n");
        await _rig.ReceivedAsync(bad, 1);

        _rig.Heartbeat.Messages(bad.Instance).Should().Equal("{\"n\":1}");
        _rig.Snapshot(bad).TooLong.Should().Be(1);
    }

    [Test]
    public async Task BasePort_PlainHeartbeatOverItsOwnLimit_IsTooLong()
    {
        var (bad, qemu) = await _rig.ConnectAsync(ChannelFormat.Base);
        using var end = qemu;

        await qemu.SendAsync($"{{\"msg_type\":\"init\",\"name\":\"{new string('x', 1500)}\"}}\n{{\"n\":1}}\n");
        await _rig.ReceivedAsync(bad, 1);

        _rig.Heartbeat.Messages(bad.Instance).Should().Equal("{\"n\":1}");
        _rig.Snapshot(bad).TooLong.Should().Be(1);
    }

    [TestCase(ChannelFormat.Heartbeat)]
    [TestCase(ChannelFormat.Base)]
    public async Task Nonsense_OfManyKinds_IsCountedAndNeverCloses(object format)
    {
        var (bad, qemu) = await _rig.ConnectAsync((ChannelFormat)format);
        using var end = qemu;
        byte[][] nonsense =
        [
            [0xff, 0xfe, 0x00, 0x80],
            "{\"dest_addr\":\"\xc3\xff\"}"u8.ToArray(),
            [.. "{\"version\":2,\"source_addr\":\"a\",\"dest_addr\":\"b\",\"data\":\""u8, 0xff, .. "\"}"u8],
            [.. "{\"version\":2,\"source_addr\":\"a\",\"dest_addr\":\"b\",\"data\":{\"x\":\""u8, 0xff, .. "\"}}"u8],
            "{\"version\":2,\"source_addr\":\"a\",\"dest_addr\":\"b\",\"data\":\"\\ud800\"}"u8.ToArray(),
            "{\"version\":2,\"source_addr\":\"\\ud800\",\"dest_addr\":\"b\",\"data\":{}}"u8.ToArray(),
            "{\"version\":99999999999999999999,\"dest_addr\":\"b\"}"u8.ToArray(),
            Encoding.UTF8.GetBytes(new string('[', 900)),
            Encoding.UTF8.GetBytes(new string('{', 900)),
            "null"u8.ToArray(),
            "\"\""u8.ToArray(),
        ];

        foreach (var line in nonsense)
        {
            await qemu.SendAsync(line);
            await qemu.SendAsync("\n");
        }

        await ManualTimeProvider.EventuallyAsync(() => _rig.Snapshot(bad).Frames == nonsense.Length);

        _rig.Snapshot(bad).IsConnected.Should().BeTrue();
        _rig.Log.Count(LogLevel.Error, "").Should().Be(0);
        _rig.Log.Lines.Should().OnlyContain(line => line.Text.All(c => !char.IsControl(c)));
    }

    [Test]
    public async Task Format_ThatChangesWithEachMessage_IsFollowedAndSaidOnce()
    {
        var (bad, qemu) = await _rig.ConnectAsync();
        using var end = qemu;

        for (var n = 0; n < 10; n++)
        {
            await qemu.SendAsync("{\"dest_addr\":\"x\"}\n{\"msg_type\":\"x\"}\n");
        }

        await _rig.ReceivedAsync(bad, 10);
        _rig.Log.Count(LogLevel.Information, "is answered so").Should().Be(1);
    }

    [Test]
    public async Task DisconnectStorm_OfOneChannel_LeavesOthersAloneAndEndsWell()
    {
        var (storm, stormQemu) = await _rig.ConnectAsync();
        var (good, goodQemu) = await _rig.ConnectAsync();
        using var end1 = stormQemu;
        using var end2 = goodQemu;

        for (var n = 1; n <= 20; n++)
        {
            stormQemu.Hangup();
            _rig.Hub.Retry(storm.Instance);
            await stormQemu.AcceptAsync();
            await goodQemu.SendAsync($"{{\"n\":{n}}}\n");
            await _rig.ReceivedAsync(good, n);
        }

        await stormQemu.SendAsync("{\"n\":1}\n");
        await _rig.ReceivedAsync(storm, 1);
        var events = _rig.Heartbeat.Events(storm.Instance);
        events.SkipLast(1).Where((what, at) => at % 2 == 0).Should().AllBe("opened");
        events.SkipLast(1).Where((what, at) => at % 2 == 1).Should().AllBe("closed");
        _rig.Heartbeat.Messages(good.Instance).Should().HaveCount(20);
    }
}
