namespace Masakari.Introspective.Libvirt;

/// <summary>libvirt's <c>virDomainShutoffReason</c>.</summary>
internal static class ShutoffReason
{
    public const int Unknown = 0;
    public const int Shutdown = 1;
    public const int Destroyed = 2;
    public const int Crashed = 3;
    public const int Migrated = 4;
    public const int Saved = 5;
    public const int Failed = 6;
    public const int FromSnapshot = 7;
    public const int Daemon = 8;

    /// <summary>Nobody asked for the stop: QEMU died, or libvirtd found it dead (or could not take it over) at its own start.</summary>
    /// <remarks>
    /// Not Unknown: after a restart of libvirtd every domain that is off has it, those that their owner stopped too.
    /// </remarks>
    public static bool IsFailure(int reason) => reason is Crashed or Failed or Daemon;
}
