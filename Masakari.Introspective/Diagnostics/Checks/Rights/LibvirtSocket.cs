namespace Masakari.Introspective.Diagnostics.Checks.Rights;

/// <summary>Which unix socket a libvirt URI leads to. Pure.</summary>
internal static class LibvirtSocket
{
    /// <summary>The places in the order in which libvirt's client tries them: the modular daemon, then the monolithic one.</summary>
    private static readonly string[] SystemSockets = ["/run/libvirt/virtqemud-sock", "/run/libvirt/libvirt-sock"];

    /// <returns>Candidates, the first that exists counts; empty where the URI leads elsewhere (TCP, TLS, SSH, a session).</returns>
    public static IReadOnlyList<string> Candidates(string uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed))
        {
            return [];
        }

        var transport = parsed.Scheme.Split('+') is [_, var named] ? named : null;
        var isLocal = transport is "unix" || (transport is null && parsed.Host.Length == 0);
        if (!isLocal || parsed.Scheme.Split('+')[0] is not "qemu" || parsed.AbsolutePath is not "/system")
        {
            return [];
        }

        var socket = parsed
            .Query.TrimStart('?')
            .Split('&')
            .Where(part => part.StartsWith("socket=", StringComparison.Ordinal))
            .Select(part => Uri.UnescapeDataString(part["socket=".Length..]))
            .FirstOrDefault();
        return socket is null ? SystemSockets : [socket];
    }
}
