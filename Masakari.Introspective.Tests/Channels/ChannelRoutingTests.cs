using System.Text;
using FluentAssertions;
using Masakari.Introspective.Channels;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Channels;

/// <summary>Formats, groups and refusals.</summary>
[TestFixture]
internal sealed class ChannelRoutingTests
{
    private const string Init = """{"version":3,"revision":1,"msg_type":"init"}""";
    private HubRig _rig = null!;

    [SetUp]
    public void SetUp() => _rig = new HubRig();

    [TearDown]
    public ValueTask TearDown() => _rig.DisposeAsync();

    [Test]
    public async Task Base_MessagesToTwoGroups_ReachTheirListenersAndAreAnsweredWrapped()
    {
        var (target, qemu) = await _rig.ConnectAsync(ChannelFormat.Base);
        using var end = qemu;

        await qemu.SendAsync(Wrap("cgcs.heartbeat", Init) + Wrap("cgcs.server_grp", """{"msg_type":"status_query"}"""));
        await ManualTimeProvider.EventuallyAsync(() => _rig.ServerGroup.Messages(target.Instance).Count == 1);
        _rig.ServerGroup.Link(target.Instance).TrySend("""{"seq":1}"""u8.ToArray()).Should().BeTrue();

        _rig.Heartbeat.Messages(target.Instance).Should().Equal(Init);
        _rig.ServerGroup.Messages(target.Instance).Should().Equal("""{"msg_type":"status_query"}""");
        (await qemu.ReadAsync())
            .Should()
            .Be("""{"version":2,"source_addr":"cgcs.server_grp","dest_addr":"cgcs.server_grp","data":{"seq":1}}""");
    }

    [Test]
    public async Task Base_GuestSpeaksPlainHeartbeat_IsAnsweredPlainly()
    {
        var (target, qemu) = await _rig.ConnectAsync(ChannelFormat.Base);
        using var end = qemu;

        await qemu.SendAsync($"\n{Init}\n");
        await _rig.ReceivedAsync(target, 1);
        _rig.Heartbeat.Link(target.Instance).TrySend("""{"a":1}"""u8.ToArray()).Should().BeTrue();

        _rig.Heartbeat.Messages(target.Instance).Should().Equal(Init);
        (await qemu.ReadAsync()).Should().Be("""{"a":1}""");
        _rig.ServerGroup.Link(target.Instance).TrySend("""{"a":1}"""u8.ToArray()).Should().BeFalse();
        _rig.Log.Count(LogLevel.Information, "the guest speaks plain").Should().Be(1);
    }

    [Test]
    public async Task Heartbeat_GuestSpeaksTheBaseLayer_IsAnsweredWrapped()
    {
        var (target, qemu) = await _rig.ConnectAsync();
        using var end = qemu;

        await qemu.SendAsync(Wrap("cgcs.heartbeat", Init));
        await _rig.ReceivedAsync(target, 1);
        _rig.Heartbeat.Link(target.Instance).TrySend("""{"a":1}"""u8.ToArray()).Should().BeTrue();

        _rig.Heartbeat.Messages(target.Instance).Should().Equal(Init);
        (await qemu.ReadAsync()).Should().Contain("""dest_addr":"cgcs.heartbeat","data":{"a":1}""");
        _rig.ServerGroup.Events(target.Instance).Should().BeEmpty();
    }

    [Test]
    public async Task Base_AnotherAgentAfterAReboot_IsAnsweredAsItSpeaks()
    {
        var (target, qemu) = await _rig.ConnectAsync(ChannelFormat.Base);
        using var end = qemu;
        var link = _rig.Heartbeat.Link(target.Instance);

        await qemu.SendAsync($"\n{Init}\n");
        await _rig.ReceivedAsync(target, 1);
        await qemu.SendAsync(Wrap("cgcs.heartbeat", Init));
        await _rig.ReceivedAsync(target, 2);
        link.TrySend("""{"a":1}"""u8.ToArray()).Should().BeTrue();

        (await qemu.ReadAsync()).Should().Contain("dest_addr");
    }

    [TestCase(
        """{"version":2,"source_addr":"me","dest_addr":"cgcs.nobody","data":{"msg_type":"q"}}""",
        "unknown address: cgcs.nobody",
        "q"
    )]
    [TestCase(
        """{"version":3,"source_addr":"me","dest_addr":"cgcs.heartbeat","data":{}}""",
        "Bad version: 3, expect version: 2",
        null
    )]
    [TestCase(
        """{"version":2,"source_addr":"me","dest_addr":"cgcs.heartbeat","data":7}""",
        "failed to parse data",
        null
    )]
    public async Task Base_MessageThatCannotBeDelivered_IsRefusedToItsSource(string message, string why, string? type)
    {
        var (target, qemu) = await _rig.ConnectAsync(ChannelFormat.Base);
        using var end = qemu;

        await qemu.SendAsync($"\n{message}\n");

        var refusal = await qemu.ReadAsync();
        refusal.Should().Contain("\"dest_addr\":\"me\"").And.Contain("\"msg_type\":\"nack\"").And.Contain(why);
        refusal.Contains("\"orig_msg_type\":\"q\"", StringComparison.Ordinal).Should().Be(type is not null);
        _rig.Snapshot(target).Broken.Should().Be(1);
        _rig.Heartbeat.Messages(target.Instance).Should().BeEmpty();
    }

    [Test]
    public async Task Base_ManyUnknownAddresses_AreRefusedFiveTimesAndSaidOnce()
    {
        var (target, qemu) = await _rig.ConnectAsync(ChannelFormat.Base);
        using var end = qemu;

        for (var i = 0; i < 20; i++)
        {
            await qemu.SendAsync(Wrap($"cgcs.x{i}", "{}"));
        }

        await qemu.SendAsync(Wrap("cgcs.heartbeat", Init));
        await _rig.ReceivedAsync(target, 1);
        _rig.Heartbeat.Link(target.Instance).TrySend("""{"last":1}"""u8.ToArray());

        var answers = new List<string>();
        do
        {
            answers.Add(await qemu.ReadAsync());
        } while (!answers[^1].Contains("last", StringComparison.Ordinal));

        answers.Should().HaveCount(6);
        _rig.Log.Count(LogLevel.Warning, "cannot be used").Should().Be(1);
    }

    [Test]
    public async Task Base_RefusalToAnUnknownAddress_IsNotRefused()
    {
        var (target, qemu) = await _rig.ConnectAsync(ChannelFormat.Base);
        using var end = qemu;

        await qemu.SendAsync(Wrap("cgcs.nobody", """{"msg_type":"nack"}""") + Wrap("cgcs.heartbeat", Init));
        await _rig.ReceivedAsync(target, 1);
        _rig.Heartbeat.Link(target.Instance).TrySend("""{"first":1}"""u8.ToArray());

        (await qemu.ReadAsync()).Should().Contain("first");
    }

    [Test]
    public async Task Listener_ThatThrows_DoesNotCloseTheChannel()
    {
        var (target, qemu) = await _rig.ConnectAsync();
        using var end = qemu;
        _rig.Heartbeat.Throws = true;

        await qemu.SendAsync("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
        await _rig.ReceivedAsync(target, 3);

        _rig.Log.Count(LogLevel.Error, "a defect").Should().Be(1);
        _rig.Snapshot(target).IsConnected.Should().BeTrue();
    }

    [Test]
    public async Task TrySend_GuestThatDoesNotRead_DropsAndGoesOnWithFreshMessages()
    {
        var (target, qemu) = await _rig.ConnectAsync();
        using var end = qemu;
        var link = _rig.Heartbeat.Link(target.Instance);
        var message = Encoding.UTF8.GetBytes($$"""{"old":"{{new string('x', 1000)}}"}""");

        // Fills the socket's buffer, then the queue, until neither takes more.
        var refused = 0;
        await ManualTimeProvider.EventuallyAsync(() => (refused = link.TrySend(message) ? 0 : refused + 1) == 100);

        await _rig.Time.AdvanceUntilAsync(
            () => _rig.Log.Count(LogLevel.Warning, "does not read") == 1,
            TimeSpan.FromSeconds(1),
            TimeSpan.FromSeconds(10)
        );
        await ManualTimeProvider.EventuallyAsync(() => link.TrySend("""{"fresh":1}"""u8.ToArray()));

        var read = 0;
        while (!(await qemu.ReadAsync()).Contains("fresh", StringComparison.Ordinal))
        {
            read++;
        }

        // What the kernel holds for the guest stays small, and a message that was cut off does not spoil the next.
        read.Should().BeLessThan(100);
        _rig.Snapshot(target).Dropped.Should().BeGreaterThan(16);
    }

    [Test]
    public async Task TrySend_MessageThatNeverFits_IsTheCallersMistake()
    {
        var (target, qemu) = await _rig.ConnectAsync();
        using var end = qemu;
        var link = _rig.Heartbeat.Link(target.Instance);

        link.Invoking(l => l.TrySend(new byte[2000])).Should().Throw<ArgumentException>();
        link.Invoking(l => l.TrySend("{\n}"u8.ToArray())).Should().Throw<ArgumentException>();
    }

    [Test]
    public void CannotConnect_NoRights_WarnsOnceForAllChannels()
    {
        var forbidden = new Episode(ChannelLog.Quiet);
        var logger = _rig.Log.CreateLogger("");
        var (first, second) = (_rig.Target(), _rig.Target());
        ChannelLog[] logs = [new(first, forbidden, logger, _rig.Time), new(second, forbidden, logger, _rig.Time)];

        foreach (var log in logs.Concat(logs))
        {
            log.CannotConnect(ConnectFailure.Forbidden, "Permission denied");
        }

        _rig.Log.Lines.Select(line => line.Level).Should().Equal(LogLevel.Warning, LogLevel.Information);
        _rig.Log.Lines[0].Text.Should().Contain(first.Path).And.Contain("libvirt-qemu").And.Contain("usermod");
    }

    private static string Wrap(string group, string data) =>
        $$"""
            {"version":2,"source_addr":"{{group}}","dest_addr":"{{group}}","data":{{data}}}

            """;
}
