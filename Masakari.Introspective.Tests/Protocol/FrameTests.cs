using System.Text;
using FluentAssertions;
using Masakari.Introspective.Protocol.Framing;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Protocol;

[TestFixture]
internal sealed class FrameTests
{
    [Test]
    public void Next_FrameTooLongInManyPieces_IsToldOnceAndKeepsNothing()
    {
        var reader = new FrameReader(8);
        var told = 0;

        for (var i = 0; i < 100; i++)
        {
            ReadOnlySpan<byte> piece = "abc"u8;
            told += reader.Next(ref piece, out _) is FrameKind.TooLong ? 1 : 0;
        }

        told.Should().Be(1);
        reader.Pending.Should().Be(0);
        Only(reader, "rest\n{}\n").Should().Be("{}");
    }

    [Test]
    public void Next_ExactlyTheLimit_IsAFrame() => Only(new FrameReader(8), "\n12345678\n").Should().Be("12345678");

    [Test]
    public void Reset_HalfAFrame_IsForgotten()
    {
        var reader = new FrameReader(8);
        ReadOnlySpan<byte> half = "\n{\"a\""u8;
        reader.Next(ref half, out _).Should().Be(FrameKind.None);

        reader.Reset();

        Only(reader, "{}\n").Should().Be("{}");
    }

    [Test]
    public void Reset_WhileDropping_ReadsTheNextFrame()
    {
        var reader = new FrameReader(8);
        ReadOnlySpan<byte> tooLong = "123456789"u8;
        reader.Next(ref tooLong, out _).Should().Be(FrameKind.TooLong);

        reader.Reset();

        Only(reader, "{}\n").Should().Be("{}");
    }

    [Test]
    public void Write_LineFeedInTheMessage_Throws() =>
        FluentActions.Invoking(() => FrameWriter.Write("{\n}"u8, 8)).Should().Throw<ArgumentException>();

    [Test]
    public void Write_TooLong_Throws() =>
        FluentActions.Invoking(() => FrameWriter.Write("123456789"u8, 8)).Should().Throw<ArgumentException>();

    private static string Only(FrameReader reader, string text)
    {
        ReadOnlySpan<byte> input = Encoding.UTF8.GetBytes(text);
        reader.Next(ref input, out var frame).Should().Be(FrameKind.Complete);
        var found = Encoding.UTF8.GetString(frame);
        reader.Next(ref input, out _).Should().Be(FrameKind.None);
        return found;
    }
}
