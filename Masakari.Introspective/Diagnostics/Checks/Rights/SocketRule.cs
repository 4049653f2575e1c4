namespace Masakari.Introspective.Diagnostics.Checks.Rights;

/// <summary>Judges whether this user may use libvirt's socket. Pure.</summary>
internal static class SocketRule
{
    private const CheckGroup Group = CheckGroup.Permissions;

    /// <param name="uri">Option <c>[libvirt] connection_uri</c>.</param>
    /// <param name="sockets">The sockets it may lead to; empty for a remote one.</param>
    /// <param name="user">Who asks.</param>
    public static Finding Judge(string uri, IReadOnlyList<PathRights> sockets, string user)
    {
        if (sockets.Count == 0)
        {
            return Finding.Note(
                Group,
                FindingCodes.LibvirtSocket,
                uri,
                "this URI uses no unix socket of this host: the rights are libvirtd's own to judge"
            );
        }

        if (sockets.FirstOrDefault(socket => socket.Exists) is not { } socket)
        {
            return Finding.Error(
                Group,
                FindingCodes.LibvirtSocketMissing,
                string.Join(", ", sockets.Select(x => x.Path)),
                "there is no such socket",
                "Start libvirt (systemctl start libvirtd, or virtqemud.socket); in a container mount /run/libvirt; or "
                    + "correct [libvirt] connection_uri."
            );
        }

        return socket.CanRead && socket.CanWrite
            ? Finding.Ok(Group, FindingCodes.LibvirtSocket, socket.Path, $"user {user} may use it")
            : Finding.Error(
                Group,
                FindingCodes.LibvirtSocketDenied,
                socket.Path,
                $"user {user} may not use it: {socket.Description}",
                $"Run usermod -aG {socket.HelpfulGroup ?? "libvirt"} {user} (with systemd: SupplementaryGroups="
                    + $"{socket.HelpfulGroup ?? "libvirt"}) and restart the service."
            );
    }
}
