using FluentAssertions;
using Masakari.Introspective.Protocol.Base;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Heartbeat;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Protocol;

[TestFixture]
internal sealed class ProtocolVectorTests
{
    private static IEnumerable<ProtocolVector> Vectors => ProtocolVector.All;

    private static IEnumerable<ProtocolVector> Canonical => Vectors.Where(vector => vector.IsCanonical);

    [Test]
    public void All_InTheCheckout_AreThere() => ProtocolVector.All.Should().HaveCountGreaterThanOrEqualTo(24);

    [TestCaseSource(nameof(Vectors))]
    public void Read_Whole_FindsWhatIsExpected(ProtocolVector vector)
    {
        var reader = new VectorReader(vector.IsBase);

        reader.Take(vector.Stream);

        Compare(reader, vector);
    }

    [TestCaseSource(nameof(Vectors))]
    public void Read_ByteByByte_FindsWhatIsExpected(ProtocolVector vector)
    {
        var reader = new VectorReader(vector.IsBase);

        for (var i = 0; i < vector.Stream.Length; i++)
        {
            reader.Take(vector.Stream.AsSpan(i, 1));
        }

        Compare(reader, vector);
    }

    [TestCaseSource(nameof(Canonical))]
    public void Write_CanonicalMessage_MakesTheSameBytes(ProtocolVector vector)
    {
        var json = vector.Stream.AsSpan(1..^1);
        var limit = vector.IsBase ? FrameLimits.Base : FrameLimits.Heartbeat;

        var written = vector.IsBase
            ? BaseWriter.Write(BaseReader.Read(json).Message!)
            : HeartbeatWriter.Write(HeartbeatReader.Read(json).Message!);

        FrameWriter.Write(written, limit).Should().Equal(vector.Stream);
    }

    private static void Compare(VectorReader reader, ProtocolVector vector) =>
        reader.Found.ToJsonString().Should().Be(Sorted(vector, reader));

    /// <summary>The expectation as text, which shows a difference better than "not equal"; equal trees give equal texts.</summary>
    private static string Sorted(ProtocolVector vector, VectorReader reader) =>
        System.Text.Json.Nodes.JsonNode.DeepEquals(reader.Found, vector.Expect)
            ? reader.Found.ToJsonString()
            : vector.Expect.ToJsonString();
}
