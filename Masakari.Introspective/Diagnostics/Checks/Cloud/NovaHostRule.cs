using Masakari.Introspective.OpenStack.Nova;

namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Judges whether Nova knows this host under the name in our notifications. Pure.</summary>
internal static class NovaHostRule
{
    private const CheckGroup Group = CheckGroup.Nova;

    /// <returns>Null where Nova says neither.</returns>
    public static Finding? Judge(string host, NovaView nova)
    {
        // What Nova says of an instance that runs here is the surest; one on its way may still count as the other host's.
        var here = nova
            .Servers.Values.Select(server => server.Host)
            .OfType<string>()
            .Where(name => name.Length > 0)
            .ToList();
        if (here.Count > 0 && !here.Contains(host, StringComparer.Ordinal))
        {
            var named = here.GroupBy(name => name, StringComparer.Ordinal).MaxBy(names => names.Count())!.Key;
            return Differs(host, named, $"Nova has the instances that run here on {named}, not on {host}");
        }

        if (nova.Services is not { } services)
        {
            return here.Count > 0 ? Fine(host, "Nova has the instances that run here on this name") : null;
        }

        return services.FirstOrDefault(service => service.Host == host) is { } found
            ? OfService(host, found)
            : Unknown(host, services);
    }

    private static Finding Unknown(string host, IReadOnlyList<ComputeService> services) =>
        HostName.NearMiss(host, services.Select(service => service.Host)) is { } near
            ? Differs(host, near, $"Nova has a nova-compute {near}, not {host}: {HostName.Difference(host, near)}")
            : Finding.Error(
                Group,
                FindingCodes.NovaHostUnknown,
                host,
                "Nova has no nova-compute of this name; it has "
                    + (
                        services.Count == 0
                            ? "none"
                            : string.Join(", ", services.Take(10).Select(service => service.Host))
                    ),
                "Set [DEFAULT] hostname to the host that openstack compute service list shows for this machine."
            );

    private static Finding OfService(string host, ComputeService found) =>
        found.IsUp
            ? Fine(
                host,
                found.IsEnabled
                    ? "nova-compute has exactly this name"
                    : "nova-compute has exactly this name, and is disabled"
            )
            : Finding.Warning(
                Group,
                FindingCodes.NovaServiceDown,
                host,
                "nova-compute is down: Nova cannot stop or start instances here, so masakari cannot recover them",
                "Start nova-compute on this host, and look into its log."
            );

    private static Finding Fine(string host, string seen) => Finding.Ok(Group, FindingCodes.NovaHost, host, seen);

    private static Finding Differs(string host, string named, string seen) =>
        Finding.Error(
            Group,
            FindingCodes.NovaHostDiffers,
            host,
            seen,
            $"Set [DEFAULT] hostname = {named}, and register that name in a failover segment."
        );
}
