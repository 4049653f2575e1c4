namespace Masakari.Introspective.Libvirt;

/// <summary>libvirt's <c>virDomainEventType</c>: the type of a lifecycle event.</summary>
internal static class LifecycleType
{
    public const int Defined = 0;
    public const int Undefined = 1;
    public const int Started = 2;
    public const int Suspended = 3;
    public const int Resumed = 4;
    public const int Stopped = 5;
    public const int Shutdown = 6;
    public const int PmSuspended = 7;
    public const int Crashed = 8;
}
