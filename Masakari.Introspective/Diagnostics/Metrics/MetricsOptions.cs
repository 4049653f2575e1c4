using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.Diagnostics.Metrics;

/// <summary>Where metrics are served beside the control socket.</summary>
internal static class MetricsOptions
{
    private const string Allowed =
        "ADDRESS:PORT with an IPv4 address, or [ADDRESS]:PORT with an IPv6 address, and a port of 1..65535";

    public static readonly ConfigOption<string> Bind = Opt.Str(
        "masakari_introspective",
        "metrics_bind",
        "",
        "Address and port on which /metrics (Prometheus), /healthz and /readyz are served over plain HTTP, for instance "
            + "127.0.0.1:9797 or [::1]:9797; nothing else is, and there is no login. Unset: no TCP port is opened, and all three "
            + "are served on the control socket only. Each daemon of a host needs a port of its own. Read at start only.",
        allowed: Allowed + "; or empty",
        isAllowed: text => text.Length == 0 || Parse(text) is not null
    );

    public static IEnumerable<ConfigOption> All => [Bind];

    /// <summary>Where to listen; null for nowhere.</summary>
    public static IPEndPoint? EndPointOf(IConfigValues config) => Parse(config.Get(Bind));

    /// <summary>Null where the text is no address with a port.</summary>
    private static IPEndPoint? Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        if (
            colon <= 0
            || !ushort.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port == 0
        )
        {
            return null;
        }

        var host = text[..colon];
        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        if (!IPAddress.TryParse(isBracketed ? host[1..^1] : host, out var address))
        {
            return null;
        }

        // "1" is an IPv4 address to the parser, and hardly what was meant.
        var isWhole = isBracketed
            ? address.AddressFamily is AddressFamily.InterNetworkV6
            : address.AddressFamily is AddressFamily.InterNetwork && host.Count(letter => letter == '.') == 3;
        return isWhole ? new IPEndPoint(address, port) : null;
    }
}
