using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Masakari.Introspective.Inventory;

/// <summary>Reads libvirt's domain XML.</summary>
internal static class DomainXml
{
    private static readonly XNamespace Nova = "http://openstack.org/xmlns/libvirt/nova/1.1";

    /// <exception cref="FormatException">The text is not a domain's XML.</exception>
    public static DomainDescription Parse(string xml)
    {
        var domain = Load(xml);
        var channels = domain.Element("devices")?.Elements("channel") ?? [];
        return new DomainDescription([.. channels.Select(ReadChannel).OfType<GuestChannel>()], ReadNova(domain))
        {
            HasBalloon = Balloon(domain) is not null,
            BalloonPeriod = ReadBalloonPeriod(domain),
            ConsoleLog = ReadConsoleLog(domain),
        };
    }

    private static XElement Load(string xml)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new StringReader(xml), settings);
            var root = XElement.Load(reader);
            return root.Name.LocalName is "domain"
                ? root
                : throw new FormatException($"expected a <domain> element, found <{root.Name.LocalName}>");
        }
        catch (XmlException broken)
        {
            throw new FormatException($"the domain's XML cannot be read: {broken.Message}", broken);
        }
    }

    private static GuestChannel? ReadChannel(XElement channel)
    {
        var target = channel.Element("target");
        if (target?.Attribute("type")?.Value is not "virtio" || target.Attribute("name")?.Value is not { } name)
        {
            return null;
        }

        var source = channel.Element("source");
        var path = source?.Attribute("mode")?.Value is "bind" ? source.Attribute("path")?.Value : null;
        bool? isOpen = target.Attribute("state")?.Value switch
        {
            "connected" => true,
            "disconnected" => false,
            _ => null,
        };
        return new GuestChannel(name, path, isOpen);
    }

    private static XElement? Balloon(XElement domain) =>
        domain
            .Element("devices")
            ?.Elements("memballoon")
            .FirstOrDefault(balloon =>
                balloon.Attribute("model")?.Value?.StartsWith("virtio", StringComparison.Ordinal) is true
            );

    private static TimeSpan? ReadBalloonPeriod(XElement domain) =>
        int.TryParse(
            Balloon(domain)?.Element("stats")?.Attribute("period")?.Value,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var seconds
        )
        && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;

    /// <summary>The log that libvirt keeps of a console (Nova's form), else the file that QEMU writes it to.</summary>
    private static string? ReadConsoleLog(XElement domain)
    {
        var consoles = (domain.Element("devices")?.Elements() ?? [])
            .Where(device => device.Name.LocalName is "serial" or "console")
            .ToList();
        return consoles.Select(console => console.Element("log")?.Attribute("file")?.Value).FirstOrDefault(IsPath)
            ?? consoles
                .Where(console => console.Attribute("type")?.Value is "file")
                .Select(console => console.Element("source")?.Attribute("path")?.Value)
                .FirstOrDefault(IsPath);
    }

    private static bool IsPath(string? path) => path is ['/', _, ..];

    private static NovaMetadata? ReadNova(XElement domain)
    {
        if (domain.Element("metadata")?.Element(Nova + "instance") is not { } instance)
        {
            return null;
        }

        var flavor = instance.Element(Nova + "flavor");
        var project = instance.Element(Nova + "owner")?.Element(Nova + "project");
        return new NovaMetadata(
            instance.Element(Nova + "name")?.Value,
            project?.Attribute("uuid")?.Value,
            project?.Value,
            flavor?.Attribute("name")?.Value,
            Named(flavor?.Element(Nova + "extraSpecs"), "extraSpec"),
            Named(instance.Element(Nova + "image")?.Element(Nova + "properties"), "property")
        );
    }

    private static Dictionary<string, string>? Named(XElement? parent, string item)
    {
        if (parent is null)
        {
            return null;
        }

        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var element in parent.Elements(Nova + item))
        {
            if (element.Attribute("name")?.Value is { } name)
            {
                found[name] = element.Value;
            }
        }

        return found;
    }
}
