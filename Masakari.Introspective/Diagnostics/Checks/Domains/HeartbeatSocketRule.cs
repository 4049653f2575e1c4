using Masakari.Introspective.Diagnostics.Checks.Rights;
using Masakari.Introspective.Inventory;

namespace Masakari.Introspective.Diagnostics.Checks.Domains;

/// <summary>Judges whether the daemon can listen to heartbeats. Rights only: a socket serves one client, and that is the daemon. Pure.</summary>
internal static class HeartbeatSocketRule
{
    private const CheckGroup Group = CheckGroup.Channels;

    /// <param name="options">Whose heartbeat is listened to.</param>
    /// <param name="domains">The running domains.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="rights">Tells what this user may do with a path.</param>
    public static IReadOnlyList<Finding> Judge(
        HeartbeatChannelOptions options,
        IReadOnlyList<WatchedDomain> domains,
        string user,
        Func<string, PathRights> rights
    )
    {
        var findings = new List<Finding>();
        var usable = 0;
        foreach (var domain in domains)
        {
            var decision = HeartbeatRule.Decide(options, domain.Description, domain.Server);
            if (decision.LacksChannel)
            {
                findings.Add(Missing(options, domain));
            }

            foreach (var channel in decision.Channels)
            {
                var socket = rights(channel.Path!);
                if (socket is { Exists: true, CanWrite: true })
                {
                    usable++;
                }
                else
                {
                    findings.Add(socket.Exists ? Denied(domain, socket, user) : Absent(domain, socket));
                }
            }
        }

        return usable == 0
            ? findings
            :
            [
                Finding.Ok(
                    Group,
                    FindingCodes.HeartbeatSocket,
                    "heartbeat channels",
                    $"user {user} may use {usable} sockets (rights only: nothing was connected to)"
                ),
                .. findings,
            ];
    }

    private static Finding Missing(HeartbeatChannelOptions options, WatchedDomain domain) =>
        options.Hotplug
            ? Finding.Note(
                Group,
                FindingCodes.HeartbeatChannelMissing,
                domain.Label,
                $"{HeartbeatRule.Key} is true and there is no heartbeat channel yet: the daemon attaches one"
            )
            : Finding.Warning(
                Group,
                FindingCodes.HeartbeatChannelMissing,
                domain.Label,
                $"{HeartbeatRule.Key} is true and the domain has no heartbeat channel",
                "Set [masakari_introspective] heartbeat_hotplug = true: the daemon then attaches one."
            );

    private static Finding Absent(WatchedDomain domain, PathRights socket) =>
        Finding.Error(
            Group,
            FindingCodes.HeartbeatSocketMissing,
            domain.Label,
            $"its heartbeat socket {socket.Path} is not there for this process",
            $"Mount {Path.GetDirectoryName(socket.Path)} into the daemon's container at the same path."
        );

    private static Finding Denied(WatchedDomain domain, PathRights socket, string user) =>
        Finding.Error(
            Group,
            FindingCodes.HeartbeatSocketDenied,
            domain.Label,
            $"user {user} may not write its heartbeat socket {socket.Path}: {socket.Description}",
            $"Run usermod -aG {socket.HelpfulGroup ?? "libvirt-qemu"} {user} (the group of QEMU's sockets) and restart the "
                + "service; the folders above the socket must let that group pass."
        );
}
