namespace Masakari.Introspective.Libvirt;

/// <summary>What came of a call that QEMU itself has to answer.</summary>
internal enum QemuAnswer
{
    /// <summary>QEMU answered.</summary>
    Answered,

    /// <summary>QEMU did not answer within the deadline: its main loop is stopped.</summary>
    Stopped,

    /// <summary>Not asked: one such call is outstanding for this domain, or two for this host.</summary>
    NotAsked,

    /// <summary>libvirt refused the call.</summary>
    Refused,
}
