namespace Masakari.Introspective.Libvirt;

/// <summary>What was being done when libvirt failed; some error numbers mean different things.</summary>
internal enum LibvirtCall
{
    Other,
    Open,
    Agent,
}
