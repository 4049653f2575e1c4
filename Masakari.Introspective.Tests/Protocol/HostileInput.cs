using FsCheck;
using FsCheck.Fluent;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Tests.Protocol;

/// <summary>Generators of what a guest may send: texts, bytes, reads and messages.</summary>
internal static class HostileInput
{
    private static readonly string[] Morsels =
    [
        "a",
        "Z",
        "9",
        " ",
        "\"",
        "\\",
        "'",
        "<",
        "\n",
        "\r",
        "\t",
        "\0",
        "\u001b[31m",
        "\u0085",
        "\u2028",
        "\u202e",
        "\ud800",
        "\udc00",
        "é",
        "漢",
        "😀",
        "\uffff",
        "\U000e0041",
        new('x', 60),
        new('"', 100),
        new('漢', 80),
    ];

    private static readonly string[] Tokens =
    [
        "\n",
        "\n\n",
        "{",
        "}",
        "[",
        "]",
        "[[[[[[[[[",
        ":",
        ",",
        "\"version\":3",
        "\"version\":2",
        "\"revision\":1",
        "\"msg_type\":\"init\"",
        "\"msg_type\":\"nack\"",
        "\"msg_type\":\"exit\"",
        "\"log_msg\":\"",
        "\"data\":{",
        "\"source_addr\":\"cgcs.heartbeat\"",
        "\"\\ud800",
        "1e999",
        "-",
        "\0",
        new(' ', 700),
    ];

    public static Gen<string> Texts { get; } =
        Gen.Elements(Morsels).ListOf().Select(morsels => string.Concat(morsels.Take(30)));

    /// <summary>Bytes of no meaning, and bytes that nearly have one.</summary>
    public static Gen<byte[]> Streams { get; } =
        Gen.OneOf(
                Gen.Elements(Tokens).Select(System.Text.Encoding.UTF8.GetBytes),
                Gen.Choose(0, 255).Select(value => new[] { (byte)value }),
                Gen.Elements<ProtocolVector>(ProtocolVector.All).Select(vector => vector.Stream)
            )
            .ListOf()
            .Select(parts => parts.Take(40).SelectMany(part => part).ToArray());

    public static Gen<int[]> Cuts { get; } = Gen.Choose(1, 2000).ListOf().Select(cuts => cuts.Append(1).ToArray());

    public static Gen<HeartbeatMessage> Messages { get; } =
        from shape in Gen.Choose(0, 7)
        from number in Gen.Choose(0, int.MaxValue)
        from other in Gen.Choose(1, int.MaxValue)
        from word in Gen.Choose(0, 100)
        from text in Texts
        select Message(shape, number, other, word, text);

    private static HeartbeatMessage Message(int shape, int number, int other, int word, string text) =>
        shape switch
        {
            0 => new Init(number, other, text, other, number, word, other, 0, number, Any<CorrectiveAction>(word)),
            1 => new InitAck(number, other),
            2 => new Challenge(number, other),
            3 => new ChallengeResponse(number, other, Any<Health>(word), Any<CorrectiveAction>(number), text),
            4 => new ActionNotify(number, other, Any<GuestEvent>(word), Any<NotificationType>(number), other),
            5 => new ActionResponse(
                number,
                other,
                Any<GuestEvent>(word),
                Any<NotificationType>(number),
                Any<VoteResult>(other),
                text
            ),
            6 => new Nack(number, other, word % 2 == 0 ? null : "init", text),
            _ => new ExitNotice(number, text),
        };

    private static T Any<T>(int number)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        return values[number % values.Length];
    }
}
