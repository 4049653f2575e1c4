using System.Text;
using System.Xml.Linq;

namespace Masakari.Introspective.Inventory;

/// <summary>The device that gives a domain a channel.</summary>
internal static class ChannelXml
{
    /// <summary>Where libvirt keeps sockets when the domain has no other channel to go by.</summary>
    public const string DefaultFolder = "/var/lib/libvirt/qemu";

    /// <summary>Bytes of a unix socket's path, without the terminating zero (sun_path of unix(7)).</summary>
    public const int MaxPath = 107;

    /// <summary>The socket of the channel <paramref name="port"/>, beside the domain's other sockets.</summary>
    /// <exception cref="FormatException">The path would be longer than a unix socket's may be.</exception>
    public static string PathFor(string port, string domainName, DomainDescription domain)
    {
        var beside = domain
            .Channels.Select(channel => Path.GetDirectoryName(channel.Path))
            .FirstOrDefault(x => x is { Length: > 0 });
        var path = Path.Combine(beside ?? DefaultFolder, $"{port}.{domainName.Replace('/', '_')}.sock");
        return Encoding.UTF8.GetByteCount(path) <= MaxPath
            ? path
            : throw new FormatException($"the socket's path {path} is longer than {MaxPath} bytes");
    }

    /// <summary>What libvirt attaches; it makes QEMU listen on <paramref name="path"/>.</summary>
    public static string Write(string port, string path) =>
        new XElement(
            "channel",
            new XAttribute("type", "unix"),
            new XElement("source", new XAttribute("mode", "bind"), new XAttribute("path", path)),
            new XElement("target", new XAttribute("type", "virtio"), new XAttribute("name", port))
        ).ToString(SaveOptions.DisableFormatting);
}
