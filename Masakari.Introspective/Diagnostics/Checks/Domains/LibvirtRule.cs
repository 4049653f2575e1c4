using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Diagnostics.Checks.Domains;

/// <summary>Judges the connection to libvirt. Pure.</summary>
internal static class LibvirtRule
{
    /// <summary>The first libvirt that ends an agent call sooner than after 5 s.</summary>
    public static readonly Version Wanted = new(5, 10, 0);

    private const CheckGroup Group = CheckGroup.Libvirt;

    public static Finding Judge(string uri, LibvirtInspection found)
    {
        var versions = $"libvirt {Text(found.LibraryVersion)}, QEMU {Text(found.HypervisorVersion)}";
        if (!found.MayWrite)
        {
            return Finding.Error(
                Group,
                FindingCodes.LibvirtReadOnly,
                uri,
                $"the connection is read-only: libvirt refuses guest agent commands on it ({versions})",
                "Let [libvirt] connection_uri lead to the read-write socket (libvirt-sock, not libvirt-sock-ro), or give "
                    + "the user write access in polkit or SASL."
            );
        }

        return found.LibraryVersion is { } version && version < Wanted
            ? Finding.Warning(
                Group,
                FindingCodes.LibvirtOld,
                uri,
                $"{versions}: agent calls to a silent guest take 5 s each and cannot be shortened",
                $"Upgrade libvirt to {Wanted} or later."
            )
            : Finding.Ok(
                Group,
                FindingCodes.Libvirt,
                uri,
                $"read-write, {versions}, {found.Running.Count} running domains"
            );
    }

    public static Finding Judge(string uri, LibvirtException failure) =>
        failure is LibvirtPermissionException
            ? Finding.Error(
                Group,
                FindingCodes.LibvirtDenied,
                uri,
                failure.Message.Replace(": " + ErrorMap.PermissionCure, "", StringComparison.Ordinal),
                "Make the service's user a member of group libvirt (usermod -aG libvirt USER), allow it "
                    + "org.libvirt.unix.manage in polkit, or put credentials for this URI into libvirt's auth.conf."
            )
            : Finding.Error(
                Group,
                FindingCodes.LibvirtUnreachable,
                uri,
                failure.Message,
                $"See whether virsh -c '{uri}' list works, start libvirtd or virtqemud, or correct [libvirt] connection_uri."
            );

    public static Finding Silent(string uri, TimeSpan deadline) =>
        Finding.Error(
            Group,
            FindingCodes.LibvirtSilent,
            uri,
            $"libvirt did not answer within {deadline.TotalSeconds:0} s",
            "See whether virsh list hangs too, and restart libvirtd (or virtqemud) if it does: guests go on running."
        );

    private static string Text(Version? version) => version?.ToString() ?? "of unknown version";
}
