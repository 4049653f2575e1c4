namespace Masakari.Introspective.Libvirt;

/// <summary>Something that libvirt told us, or that happened to the connection.</summary>
internal abstract record LibvirtEvent(DateTimeOffset At);
