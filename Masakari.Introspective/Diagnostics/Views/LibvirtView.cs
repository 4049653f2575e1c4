namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>The connection to libvirt.</summary>
/// <param name="Connected">Whether it is there, and the list of instances agrees with libvirt's.</param>
/// <param name="Domains">Domains that are known, running or not.</param>
internal sealed record LibvirtView(bool Connected, int Domains);
