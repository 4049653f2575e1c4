using Masakari.Introspective.OpenStack.Masakari.Segments;

namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Judges whether masakari will act on what this host reports. Pure.</summary>
internal static class RegistrationRule
{
    private const CheckGroup Group = CheckGroup.Registration;

    /// <param name="host">The name in this host's notifications.</param>
    /// <param name="register">masakari's segments and hosts.</param>
    public static IReadOnlyList<Finding> Judge(string host, Register register)
    {
        if (register.Segments.Count == 0)
        {
            return
            [
                Finding.Error(
                    Group,
                    FindingCodes.NoSegments,
                    "failover segments",
                    "masakari has none: every notification is refused",
                    "Make one with this host in it: masakari-introspective segment register-this-host NAME --create."
                ),
            ];
        }

        return register.Hosts.FirstOrDefault(found => found.Name == host) is { } registered
            ? [.. Registered(registered, register)]
            : [Unregistered(host, register)];
    }

    private static Finding Unregistered(string host, Register register)
    {
        var near = HostName.NearMiss(host, register.Hosts.Select(found => found.Name));
        return near is null
            ? Finding.Error(
                Group,
                FindingCodes.HostNotRegistered,
                host,
                $"it is in no failover segment ({string.Join(", ", register.Segments.Select(segment => segment.Name))}): its notifications are refused",
                "Run masakari-introspective segment register-this-host SEGMENT (or openstack segment host create "
                    + $"{host} COMPUTE SSH SEGMENT-UUID), or set [DEFAULT] hostname to the name that is registered."
            )
            : Finding.Error(
                Group,
                FindingCodes.HostNameDiffers,
                host,
                $"masakari has {near}, not {host}: {HostName.Difference(host, near)}, so its notifications are refused",
                $"Set [DEFAULT] hostname = {near}, if nova-compute has that name; else register {host} instead."
            );
    }

    private static IEnumerable<Finding> Registered(SegmentHost host, Register register)
    {
        yield return Finding.Ok(
            Group,
            FindingCodes.HostRegistered,
            host.Name,
            $"registered under exactly this name in segment {host.SegmentName}"
        );
        yield return register.Segments.FirstOrDefault(segment => segment.Uuid == host.SegmentUuid)?.Enabled switch
        {
            true => Finding.Ok(Group, FindingCodes.SegmentEnabled, host.SegmentName, "the segment is enabled"),
            false => Finding.Error(
                Group,
                FindingCodes.SegmentDisabled,
                host.SegmentName,
                "the segment is disabled: masakari-engine ignores every notification of its hosts",
                $"Run masakari-introspective segment update {host.SegmentUuid} --enabled."
            ),
            null => Finding.Note(
                Group,
                FindingCodes.SegmentUnknown,
                host.SegmentName,
                "this masakari-api is older than microversion 1.2 and does not say whether it is enabled"
            ),
        };
        if (host.OnMaintenance)
        {
            yield return Finding.Error(
                Group,
                FindingCodes.HostInMaintenance,
                host.Name,
                "it is in maintenance: masakari-api refuses its notifications",
                $"When the work is done: masakari-introspective segment host maintenance {host.SegmentUuid} {host.Name} off."
            );
        }

        if (host.Reserved)
        {
            yield return Finding.Warning(
                Group,
                FindingCodes.HostReserved,
                host.Name,
                "it is reserved: a spare host for recovery, on which no instance should run yet",
                $"Where it does run instances: openstack segment host update --reserved False {host.SegmentUuid} {host.Name}."
            );
        }
    }
}
