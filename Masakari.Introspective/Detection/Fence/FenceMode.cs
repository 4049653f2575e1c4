namespace Masakari.Introspective.Detection.Fence;

/// <summary>Which guests the monitor itself destroys once masakari-api has taken their failure.</summary>
internal enum FenceMode
{
    /// <summary>None.</summary>
    Never,

    /// <summary>Those whose kernel is proved dead, or whose QEMU is stopped.</summary>
    KernelDead,

    /// <summary>All whose failure inside was taken.</summary>
    Always,
}
