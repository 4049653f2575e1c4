namespace Masakari.Introspective.Agent.Channel;

/// <summary>Finds the device of a virtio-serial port, with udev's links or without.</summary>
/// <param name="device">The option: auto, a port's name, or a path.</param>
/// <param name="root">Where /dev and /sys are, for tests.</param>
internal sealed class PortFinder(string device, string root = "/")
{
    public const string MasakariPort = "org.openstack.masakari.0";
    public const string HeartbeatPort = "cgcs.heartbeat";

    private static readonly string[] Known = [MasakariPort, HeartbeatPort];

    /// <summary>What is looked for, for messages.</summary>
    public string Wanted => IsAuto ? string.Join(" or ", Known) : device;

    /// <summary>The operator named a path, not a port.</summary>
    public bool IsPath => device.StartsWith('/');

    private bool IsAuto => string.Equals(device, "auto", StringComparison.Ordinal);

    /// <returns>Those that are there, the best first.</returns>
    public IEnumerable<FoundPort> Find()
    {
        if (IsPath)
        {
            return File.Exists(device) ? [new FoundPort(device, NameOf(device))] : [];
        }

        return (IsAuto ? Known : [device]).Select(Find).OfType<FoundPort>();
    }

    private FoundPort? Find(string name)
    {
        var link = Path.Combine(root, "dev/virtio-ports", name);
        if (File.Exists(link))
        {
            return new FoundPort(link, name);
        }

        var folder = Path.Combine(root, "sys/class/virtio-ports");
        var port = Directory.Exists(folder)
            ? Directory.EnumerateFileSystemEntries(folder).FirstOrDefault(entry => SaysName(entry, name))
            : null;
        return port is null ? null : new FoundPort(Path.Combine(root, "dev", Path.GetFileName(port)), name);
    }

    private string NameOf(string path)
    {
        var file = Path.GetFileName(path);
        if (path.StartsWith(Path.Combine(root, "dev/virtio-ports/"), StringComparison.Ordinal))
        {
            return file;
        }

        return ReadName(Path.Combine(root, "sys/class/virtio-ports", file)) ?? "";
    }

    private static bool SaysName(string entry, string name) =>
        string.Equals(ReadName(entry), name, StringComparison.Ordinal);

    private static string? ReadName(string entry)
    {
        try
        {
            return File.ReadAllText(Path.Combine(entry, "name")).Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A port that is being unplugged, or one without a name.
            return null;
        }
    }
}
