using System.Text;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.NUnit;
using Masakari.Introspective.Protocol.Base;
using Masakari.Introspective.Protocol.Framing;
using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Tests.Protocol;

/// <summary>What holds for every input, not only for the vectors.</summary>
internal sealed class ProtocolProperties
{
    private const int Limit = 1056;

    [Property(MaxTest = 500)]
    public Property Frames_AnyStreamInAnyPieces_AreTheSameAndWithinTheLimit() =>
        Prop.ForAll(
            HostileInput.Streams.ToArbitrary(),
            HostileInput.Cuts.ToArbitrary(),
            (stream, cuts) => Frames(stream, cuts).SequenceEqual(Frames(stream, [int.MaxValue]))
        );

    [Property(MaxTest = 500)]
    public Property Read_AnyFrame_IsAMessageOrARefusalThatCanBeWritten() =>
        Prop.ForAll(
            HostileInput.Streams.ToArbitrary(),
            stream =>
            {
                CheckReading(stream);
                foreach (var line in Encoding.Latin1.GetString(stream).Split('\n'))
                {
                    CheckReading(Encoding.Latin1.GetBytes(line));
                }
            }
        );

    [Property(MaxTest = 500)]
    public Property Write_AnyMessage_FitsAndReadsBack() =>
        Prop.ForAll(
            HostileInput.Messages.ToArbitrary(),
            message =>
            {
                var json = HeartbeatWriter.Write(message);

                json.Length.Should().BeLessThanOrEqualTo(FrameLimits.Heartbeat);
                json.Should().OnlyContain(value => value >= ' ' && value <= '~');
                SameBesidesText(HeartbeatReader.Read(json).Message!, message);
            }
        );

    [Property(MaxTest = 300)]
    public Property Write_AnyMessageInTheBaseLayer_ReadsBack() =>
        Prop.ForAll(
            HostileInput.Messages.ToArbitrary(),
            message =>
            {
                var json = HeartbeatWriter.Write(message);
                var wrapped = BaseWriter.Write(new BaseMessage(GroupAddress.Heartbeat, GroupAddress.ServerGroup, json));

                var read = BaseReader.Read(wrapped).Message!;

                wrapped.Length.Should().BeLessThanOrEqualTo(FrameLimits.Base);
                read.Source.Should().Be(GroupAddress.Heartbeat);
                read.Destination.Should().Be(GroupAddress.ServerGroup);
                HeartbeatReader.Read(read.Data.Span).Should().Be(HeartbeatReader.Read(json));
            }
        );

    [Property(MaxTest = 500)]
    public Property Clean_AnyText_IsShortPrintableAndStays() =>
        Prop.ForAll(
            HostileInput.Texts.ToArbitrary(),
            Gen.Choose(0, 300).ToArbitrary(),
            (text, limit) =>
            {
                var clean = WireText.Clean(text, limit);

                Encoding.UTF8.GetByteCount(clean).Should().BeLessThanOrEqualTo(limit);
                clean.Should().NotMatchRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]");
                clean.EnumerateRunes().Should().NotContain(Rune.ReplacementChar);
                WireText.Clean(clean, limit).Should().Be(clean);
            }
        );

    private static List<string> Frames(byte[] stream, int[] cuts)
    {
        var reader = new FrameReader(Limit);
        var found = new List<string>();
        var position = 0;
        for (var i = 0; position < stream.Length; i++)
        {
            var size = Math.Min(cuts[i % cuts.Length], stream.Length - position);
            ReadOnlySpan<byte> piece = stream.AsSpan(position, size);
            position += size;
            while (reader.Next(ref piece, out var frame) is var kind and not FrameKind.None)
            {
                frame.Length.Should().BeLessThanOrEqualTo(Limit);
                found.Add($"{kind} {Convert.ToHexString(frame)}");
            }

            reader.Pending.Should().BeLessThanOrEqualTo(Limit);
        }

        return found;
    }

    private static void CheckReading(byte[] json)
    {
        var (message, refusal, _) = HeartbeatReader.Read(json);
        (message is null).Should().Be(refusal is not null);
        HeartbeatReader.Read(HeartbeatWriter.Write(message ?? refusal!)).Message.Should().NotBeNull();
        var wrapped = BaseReader.Read(json);
        (wrapped.Message is null).Should().Be(wrapped.Refusal is not null);
        var answer = BaseWriter.WriteRefusal(
            GroupAddress.Heartbeat,
            wrapped.Source ?? "x",
            null,
            wrapped.Refusal ?? ""
        );
        BaseReader.Read(answer).Message.Should().NotBeNull();
    }

    /// <summary>Texts may be cut and cleaned; all else is what was written.</summary>
    private static void SameBesidesText(HeartbeatMessage read, HeartbeatMessage written)
    {
        (Bare(read) == Bare(written)).Should().BeTrue($"{read} should be {written}");
        WireText.Clean(TextOf(written), WireText.LogMessage).Should().StartWith(TextOf(read));
    }

    private static string TextOf(HeartbeatMessage message) =>
        message switch
        {
            Init init => init.Name,
            ChallengeResponse response => response.LogMessage,
            ActionResponse response => response.LogMessage,
            Nack nack => nack.LogMessage,
            ExitNotice exit => exit.LogMessage,
            _ => "",
        };

    private static HeartbeatMessage Bare(HeartbeatMessage message) =>
        message switch
        {
            Init init => init with { Name = "" },
            ChallengeResponse response => response with { LogMessage = "" },
            ActionResponse response => response with { LogMessage = "" },
            Nack nack => nack with { LogMessage = "" },
            ExitNotice exit => exit with { LogMessage = "" },
            _ => message,
        };
}
