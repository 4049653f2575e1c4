using System.Text;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Masakari.Introspective.Channels;
using Masakari.Introspective.Protocol.Base;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Channels;

[TestFixture]
internal sealed class MessagePeekTests
{
    [TestCase("""{"version":3,"msg_type":"init"}""", true, "Heartbeat", null, "init")]
    [TestCase("""{"data":{"msg_type":"init"},"dest_addr":"cgcs.heartbeat"}""", true, "Base", "cgcs.heartbeat", null)]
    [TestCase("""{"msg_type":"x","dest_addr":"a"}""", true, "Base", "a", "x")]
    [TestCase("""{"dest_addr":"a","msg_type":"x"}""", true, "Base", "a", "x")]
    [TestCase("""{"dest_addr":7}""", true, "Base", null, null)]
    [TestCase("""{"msg_type":["init"]}""", true, "Heartbeat", null, null)]
    [TestCase("""{"data":{"dest_addr":"a"}}""", true, null, null, null)]
    [TestCase("{}", true, null, null, null)]
    [TestCase("[]", false, null, null, null)]
    [TestCase("""{"msg_type":"init"}x""", false, null, null, null)]
    [TestCase("""{"msg_type":"init" """, false, null, null, null)]
    [TestCase("""{"msg_type":"\ud800"}""", false, null, null, null)]
    [TestCase("""{"a":[[[[[[[[1]]]]]]]]}""", false, null, null, null)]
    [TestCase("", false, null, null, null)]
    public void At_Message_TellsFormatAddressAndType(
        string json,
        bool isObject,
        string? format,
        string? destination,
        string? type
    )
    {
        var peek = MessagePeek.At(Encoding.UTF8.GetBytes(json));

        peek.IsObject.Should().Be(isObject);
        peek.Format?.ToString().Should().Be(format);
        peek.Destination.Should().Be(destination);
        peek.Type.Should().Be(type);
    }

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public Property At_BytesThatAreNearlyAMessage_NeverThrows()
    {
        const string Message =
            """{"version":2,"source_addr":"a","dest_addr":"cgcs.x","data":{"msg_type":"s\u00e4 \ud83d\ude00"}}""";
        var mutation = ArbMap.Default.ArbFor<(byte, byte, byte)[]>();
        return Prop.ForAll(
            mutation,
            changes =>
            {
                var bytes = Encoding.UTF8.GetBytes(Message);
                foreach (var (position, _, value) in changes)
                {
                    bytes[position % bytes.Length] = value;
                }

                MessagePeek.At(bytes);
                BaseReader.Read(bytes);
            }
        );
    }
}
