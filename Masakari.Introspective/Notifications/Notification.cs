namespace Masakari.Introspective.Notifications;

/// <summary>What the recovery service is told about one instance.</summary>
/// <param name="InstanceUuid">UUID of the instance.</param>
/// <param name="Event">For instance <c>QEMU_GUEST_AGENT_ERROR</c>.</param>
/// <param name="VirDomainEvent">For instance <c>STOPPED_FAILED</c>.</param>
/// <param name="HostName">This host, as masakari knows it.</param>
/// <param name="GeneratedAt">When the fault was found, UTC.</param>
/// <param name="Cause">Why, in words; stays on this host (masakari's schema has no room for it).</param>
/// <param name="RunId">libvirt's id of the run in which it was found; -1 where that is not known. Stays on this host.</param>
/// <param name="Code">The reason's code, for instance <c>guest-silent</c>; empty where it is not known. Stays on this host.</param>
internal sealed record Notification(
    Guid InstanceUuid,
    string Event,
    string VirDomainEvent,
    string HostName,
    DateTimeOffset GeneratedAt,
    string Cause,
    int RunId = -1,
    string Code = ""
)
{
    /// <summary>
    /// Whether masakari-engine acts on this pair; only then it is kept on disk and sent until it is delivered or no
    /// longer true (masakari/engine/instance_events.py).
    /// </summary>
    public bool IsActedOn =>
        (Event, VirDomainEvent)
            is
                ("QEMU_GUEST_AGENT_ERROR", "STOPPED_FAILED")
                or
                ("LIFECYCLE", "STOPPED_FAILED")
                or
                ("IO_ERROR", "IO_ERROR_REPORT");
}
