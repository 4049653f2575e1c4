namespace Masakari.Introspective.Libvirt;

/// <summary>libvirt's <c>virDomainEventID</c>: the nine ids of the instance monitor and the agent's lifecycle.</summary>
internal enum DomainEventId
{
    Lifecycle = 0,
    Reboot = 1,
    RtcChange = 2,
    Watchdog = 3,
    IoError = 4,
    Graphics = 5,
    IoErrorReason = 6,
    ControlError = 7,
    DiskChange = 9,
    AgentLifecycle = 18,
}
