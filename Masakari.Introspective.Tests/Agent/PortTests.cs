using System.Net.Sockets;
using System.Text;
using FluentAssertions;
using Masakari.Introspective.Agent.Channel;
using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Protocol.Base;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

[TestFixture]
internal sealed class PortTests
{
    private TemporaryFolder _root = null!;

    [SetUp]
    public void MakeRoot() => _root = new TemporaryFolder();

    [TearDown]
    public void DropRoot() => _root.Dispose();

    // What is there: a link of udev, or a port that only the kernel names. What is found, in order.
    [TestCase("auto", "", "", "")]
    [TestCase("auto", "cgcs.heartbeat", "", "dev/virtio-ports/cgcs.heartbeat")]
    [TestCase("auto", "", "cgcs.heartbeat", "dev/vport1p1")]
    [TestCase(
        "auto",
        "org.openstack.masakari.0",
        "cgcs.heartbeat",
        "dev/virtio-ports/org.openstack.masakari.0 dev/vport1p1"
    )]
    [TestCase("auto", "cgcs.heartbeat", "org.openstack.masakari.0", "dev/vport1p1 dev/virtio-ports/cgcs.heartbeat")]
    [TestCase("my.port", "cgcs.heartbeat", "my.port", "dev/vport1p1")]
    [TestCase("my.port", "cgcs.heartbeat", "", "")]
    public void Find_OfWhatIsThere_PrefersOurPortAndNeedsNoUdev(
        string device,
        string linked,
        string named,
        string expected
    )
    {
        Directory.CreateDirectory(_root.Combine("dev/virtio-ports"));
        if (linked.Length > 0)
        {
            File.WriteAllText(_root.Combine($"dev/virtio-ports/{linked}"), "");
        }

        if (named.Length > 0)
        {
            Directory.CreateDirectory(_root.Combine("sys/class/virtio-ports/vport0p1"));
            Directory.CreateDirectory(_root.Combine("sys/class/virtio-ports/vport1p1"));
            File.WriteAllText(_root.Combine("sys/class/virtio-ports/vport1p1/name"), $"{named}\n");
        }

        var found = new PortFinder(device, _root.Path)
            .Find()
            .Select(port => Path.GetRelativePath(_root.Path, port.Path));

        string.Join(' ', found).Should().Be(expected);
    }

    [Test]
    public void Find_OfAPath_KnowsThePortsName()
    {
        var path = _root.Combine("dev/vport1p1");
        Directory.CreateDirectory(_root.Combine("dev"));
        Directory.CreateDirectory(_root.Combine("sys/class/virtio-ports/vport1p1"));
        File.WriteAllText(path, "");
        File.WriteAllText(_root.Combine("sys/class/virtio-ports/vport1p1/name"), "org.openstack.masakari.0\n");

        new PortFinder(path, _root.Path).Find().Should().Equal(new FoundPort(path, "org.openstack.masakari.0"));
    }

    [Test]
    public void Look_WhereAPathIsAFile_EndsWithItsNameAndLeavesItAlone()
    {
        var path = _root.Combine("notes");
        File.WriteAllText(path, "mine");
        using var log = new AgentLog(toSyslog: false, LogLevel.Error);
        using var channel = new HostChannel(new PortFinder(path), PortFormat.Auto, log);

        var look = () => channel.Look(0);

        look.Should()
            .Throw<ConfigException>()
            .WithMessage(
                $"device = {path}: is neither a character device nor a socket; name the port's device, or auto"
            );
        File.ReadAllText(path).Should().Be("mine");
    }

    [Test]
    public void Look_WhereAPortIsAFile_LooksAgain()
    {
        Directory.CreateDirectory(_root.Combine("dev/virtio-ports"));
        File.WriteAllText(_root.Combine("dev/virtio-ports/cgcs.heartbeat"), "mine");
        using var log = new AgentLog(toSyslog: false, LogLevel.Error);
        using var channel = new HostChannel(new PortFinder("auto", _root.Path), PortFormat.Auto, log);

        channel.Look(0).Should().Be(ChannelNews.Nothing);

        channel.Due.Should().Be(HostChannel.FindMs);
        File.ReadAllText(_root.Combine("dev/virtio-ports/cgcs.heartbeat")).Should().Be("mine");
    }

    [Test]
    public void Kind_OfWhatIsThere_TellsWhatCanBeAPort()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_root.Combine("socket")));
        File.WriteAllText(_root.Combine("file"), "");

        FileKind.Of("/dev/null")!.Value.CanBePort.Should().BeTrue();
        FileKind.Of(_root.Combine("socket"))!.Value.CanBePort.Should().BeTrue();
        FileKind.Of(_root.Combine("file"))!.Value.Should().Match<FileKind>(kind => !kind.CanBePort && kind.IsRegular);
        FileKind.Of(_root.Path)!.Value.CanBePort.Should().BeFalse();
        FileKind.Of(_root.Combine("nothing")).Should().BeNull();
    }

    [TestCase(false)]
    [TestCase(true)]
    public void Decode_OfItsOwnFrames_IsTheMessage(bool hasBase)
    {
        var message = new Challenge(3, 12_684_427);
        var codec = new PortCodec(hasBase);
        var frame = codec.Encode(message);
        var messages = new List<HeartbeatMessage>();

        foreach (var one in frame)
        {
            codec.Decode([one], messages).Should().BeNull();
        }

        messages.Should().Equal(message);
        Encoding.UTF8.GetString(frame).Contains("dest_addr", StringComparison.Ordinal).Should().Be(hasBase);
    }

    [Test]
    public void Decode_ForAGroupThatIsNotHere_IsRefusedButNoRefusalIs()
    {
        var codec = new PortCodec(hasBase: true);
        var messages = new List<HeartbeatMessage>();

        var refusal = codec.Decode(Frame("""{"version":2,"msg_type":"scale_request"}"""u8), messages);
        var none = codec.Decode(Frame("""{"version":2,"msg_type":"nack","log_msg":"x"}"""u8), messages);

        Encoding
            .UTF8.GetString(refusal!)
            .Should()
            .Contain("nobody here has the address cgcs.scale")
            .And.Contain("scale_request");
        none.Should().BeNull();
        messages.Should().BeEmpty();
    }

    [Test]
    public void Decode_OfRubbish_IsIgnored()
    {
        var codec = new PortCodec(hasBase: false);
        var messages = new List<HeartbeatMessage>();

        codec.Decode("\n{]\n{\"version\":2}\n"u8, messages).Should().BeNull();
        codec.Decode(new byte[5000], messages).Should().BeNull();

        messages.Should().BeEmpty();
    }

    private static byte[] Frame(ReadOnlySpan<byte> data) =>
        FrameWriter.Write(
            BaseWriter.Write(new BaseMessage(GroupAddress.Scale, GroupAddress.Scale, data.ToArray())),
            FrameLimits.Base
        );
}
