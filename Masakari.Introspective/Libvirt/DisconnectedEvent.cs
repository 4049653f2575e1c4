namespace Masakari.Introspective.Libvirt;

/// <summary>The connection is gone, or the first attempt failed.</summary>
/// <param name="Reason">One sentence for the log, with the cure where one is known.</param>
internal sealed record DisconnectedEvent(DateTimeOffset At, string Reason) : LibvirtEvent(At);
