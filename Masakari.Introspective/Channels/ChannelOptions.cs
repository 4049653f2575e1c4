using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Channels;

/// <summary>How much one guest may send through its channels, and how long it may leave our messages unread.</summary>
/// <remarks>
/// The limits hold for all channels of an instance together. What is over them is not lost: it stays unread, and
/// virtio's back-pressure makes the guest wait.
/// </remarks>
internal sealed record ChannelOptions
{
    private const string Group = "masakari_introspective";

    public static readonly ConfigOption<int> MessageRateOption = Opt.Int(
        Group,
        "channel_message_rate",
        20,
        "How many messages a second one guest may send through its channels in the long run. Beyond that its channels are "
            + "not read, and the guest waits.",
        min: 1,
        max: 10000,
        unit: "1/s"
    );

    public static readonly ConfigOption<int> MessageBurstOption = Opt.Int(
        Group,
        "channel_message_burst",
        40,
        "How many messages one guest may send at once, before channel_message_rate holds it back.",
        min: 1,
        max: 100000
    );

    public static readonly ConfigOption<int> ByteRateOption = Opt.Int(
        Group,
        "channel_byte_rate",
        65536,
        "How many bytes a second are read from one guest in the long run. A read counts as at least 64 bytes, so that "
            + "a guest that sends single bytes costs no more than others.",
        min: 4096,
        max: 1073741824,
        unit: "B/s"
    );

    public static readonly ConfigOption<int> ByteBurstOption = Opt.Int(
        Group,
        "channel_byte_burst",
        262144,
        "How many bytes are read from one guest at once, before channel_byte_rate holds it back.",
        min: 8192,
        max: 1073741824,
        unit: "B"
    );

    public static readonly ConfigOption<int> SendTimeoutOption = Opt.Int(
        Group,
        "channel_send_timeout",
        5,
        "How long a guest may leave a message unread when its channel is full. Then that message and those queued behind "
            + "it are dropped.",
        min: 1,
        max: 300,
        unit: "s"
    );

    public static IEnumerable<ConfigOption> All =>
        [MessageRateOption, MessageBurstOption, ByteRateOption, ByteBurstOption, SendTimeoutOption];

    /// <summary>Messages a second. 1..10000, default 20.</summary>
    public int MessageRate { get; init; } = 20;

    /// <summary>Messages at once. 1..100000, default 40.</summary>
    public int MessageBurst { get; init; } = 40;

    /// <summary>Bytes a second. 4096..1073741824, default 65536.</summary>
    public int ByteRate { get; init; } = 65536;

    /// <summary>Bytes at once. 8192..1073741824, default 262144.</summary>
    public int ByteBurst { get; init; } = 262144;

    /// <summary>1..300 s, default 5 s.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <exception cref="ConfigException">An option is malformed or out of range.</exception>
    public static ChannelOptions From(IConfigValues config) =>
        new()
        {
            MessageRate = config.Get(MessageRateOption),
            MessageBurst = config.Get(MessageBurstOption),
            ByteRate = config.Get(ByteRateOption),
            ByteBurst = config.Get(ByteBurstOption),
            SendTimeout = TimeSpan.FromSeconds(config.Get(SendTimeoutOption)),
        };
}
