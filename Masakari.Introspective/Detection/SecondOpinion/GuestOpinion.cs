namespace Masakari.Introspective.Detection.SecondOpinion;

/// <summary>What others than the guest agent say about a guest.</summary>
internal enum GuestOpinion
{
    /// <summary>Nothing is known: too little was seen yet, or the guest has no balloon driver.</summary>
    Unknown,

    /// <summary>The guest's kernel was seen at work.</summary>
    KernelAlive,

    /// <summary>The guest's kernel showed no sign of life for long enough.</summary>
    KernelDead,

    /// <summary>QEMU itself does not answer.</summary>
    QemuStopped,
}
