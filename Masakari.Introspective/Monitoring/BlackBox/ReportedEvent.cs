namespace Masakari.Introspective.Monitoring.BlackBox;

/// <summary>A libvirt event in masakari's words.</summary>
internal sealed record ReportedEvent(string Event, string VirDomainEvent);
