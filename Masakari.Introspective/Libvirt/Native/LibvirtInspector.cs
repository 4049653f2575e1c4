namespace Masakari.Introspective.Libvirt.Native;

/// <summary>Looks at a libvirt daemon once, without changing anything. Blocks its thread for as long as libvirt does.</summary>
internal static class LibvirtInspector
{
    // No driver knows it: a writer is told so, and a reader is refused before anybody looks at it.
    private const string NoSuchFormat = "masakari-introspective-check";

    /// <exception cref="LibvirtException">libvirt is away, or refuses.</exception>
    public static LibvirtInspection Look(string uri, TimeProvider time)
    {
        var connection = new NativeConnector(uri, time).Connect(readOnly: false);
        using var link = new NativeLink(connection, time);
        var running = link.ListDomains().Where(domain => domain.IsActive).ToList();
        return new LibvirtInspection(
            LibvirtApi.ConnectGetLibVersion(connection, out var library) == 0 ? Read(library) : null,
            LibvirtApi.ConnectGetVersion(connection, out var hypervisor) == 0 ? Read(hypervisor) : null,
            MayWrite(connection),
            [.. running.Select(domain => new InspectedDomain(domain, XmlOf(link, domain.Uuid)))]
        );
    }

    /// <summary>libvirt's encoding: major * 1,000,000 + minor * 1,000 + release.</summary>
    internal static Version? Read(nuint version) =>
        version == 0
            ? null
            : new Version((int)(version / 1_000_000), (int)(version / 1000 % 1000), (int)(version % 1000));

    /// <summary>
    /// The daemon's read-only socket takes a read-write connection and refuses its calls: only a call tells. This one needs
    /// the right to write and does nothing.
    /// </summary>
    private static bool MayWrite(ConnectionHandle connection)
    {
        var made = NativeText.Take(LibvirtApi.ConnectDomainXmlFromNative(connection, NoSuchFormat, "", flags: 0));
        return made is not null || NativeError.Exception(LibvirtCall.Other) is not LibvirtPermissionException;
    }

    private static string? XmlOf(NativeLink link, Guid domain)
    {
        try
        {
            return link.GetXml(domain);
        }
        catch (LibvirtException)
        {
            // It ended meanwhile, or this user may not read it: told about the domain, the others go on.
            return null;
        }
    }
}
