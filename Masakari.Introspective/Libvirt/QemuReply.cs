namespace Masakari.Introspective.Libvirt;

/// <summary>The answer to a call that QEMU itself has to answer.</summary>
/// <param name="Answer">What came of it.</param>
/// <param name="Value">The answer's content; meaningless unless <see cref="QemuAnswer.Answered"/>.</param>
/// <param name="Detail">libvirt's text where it refused.</param>
internal sealed record QemuReply<T>(QemuAnswer Answer, T? Value, string Detail = "")
{
    public static QemuReply<T> Stopped { get; } = new(QemuAnswer.Stopped, default);

    public static QemuReply<T> NotAsked { get; } = new(QemuAnswer.NotAsked, default);

    public static QemuReply<T> Of(T value) => new(QemuAnswer.Answered, value);

    public static QemuReply<T> Refused(string why) => new(QemuAnswer.Refused, default, why);
}
