using Masakari.Introspective.Inventory;

namespace Masakari.Introspective.Diagnostics.Checks.Domains;

/// <summary>Judges whether guests can be asked through their agents, from the domains' XML alone: the agent's socket is libvirt's. Pure.</summary>
internal static class AgentChannelRule
{
    private const CheckGroup Group = CheckGroup.Channels;

    public static IReadOnlyList<Finding> Judge(InventoryOptions options, IReadOnlyList<WatchedDomain> domains)
    {
        if (!options.Introspection)
        {
            return
            [
                Finding.Note(
                    Group,
                    FindingCodes.IntrospectionOff,
                    "[masakari_introspective] introspection",
                    "false: guests are not asked, only libvirt's events are watched",
                    "Set it to true to watch the guests from inside too."
                ),
            ];
        }

        if (domains.Count == 0)
        {
            return [Finding.Note(Group, FindingCodes.NoDomains, "domains", "none is running: no channel to look at")];
        }

        var findings = domains.Select(domain => Judge(options, domain)).OfType<Finding>().ToList();
        var fine = domains.Count - findings.Count;
        return fine == 0
            ? findings
            :
            [
                Finding.Ok(
                    Group,
                    FindingCodes.AgentChannel,
                    WatchRule.AgentChannel,
                    $"{fine} of {domains.Count} running domains have nothing to mend"
                ),
                .. findings,
            ];
    }

    private static Finding? Judge(InventoryOptions options, WatchedDomain domain) =>
        WatchRule.Decide(options, domain.Description, domain.Server).Reason switch
        {
            WatchReason.Unreadable => Finding.Warning(
                Group,
                FindingCodes.DomainUnreadable,
                domain.Label,
                "libvirt does not give its XML",
                $"See whether virsh dumpxml {domain.Domain.Uuid} works; a domain that ended meanwhile needs nothing."
            ),
            WatchReason.NoAgentChannel when MetadataSwitch.Read(domain.Server?.Metadata, WatchRule.Key) is not false =>
                Finding.Warning(
                    Group,
                    FindingCodes.AgentChannelMissing,
                    domain.Label,
                    $"it has no channel {WatchRule.AgentChannel}: a hang inside it is not seen",
                    "Set the property on its image (openstack image set --property hw_qemu_guest_agent=yes IMAGE) and rebuild "
                        + $"it, or say that this is meant: openstack server set --property {WatchRule.Key}=false {domain.Domain.Uuid}."
                ),
            WatchReason.PathNotMatched => Finding.Warning(
                Group,
                FindingCodes.AgentChannelNotMatched,
                domain.Label,
                $"its channel's socket {PathOf(domain)} does not match {InventoryOptions.SocketPathOption.Key}",
                $"Correct the expression, or take {InventoryOptions.SocketPathOption.Key} out of the configuration: without it every path counts."
            ),
            WatchReason.Watched when Agent(domain) is { IsOpen: false } => Finding.Warning(
                Group,
                FindingCodes.AgentNotConnected,
                domain.Label,
                "nothing in the guest has opened the agent's channel: the guest is not watched until it does",
                "Install and start qemu-guest-agent in the guest."
            ),
            _ => null,
        };

    private static GuestChannel? Agent(WatchedDomain domain) =>
        domain.Description?.Channels.FirstOrDefault(channel => channel.Name is WatchRule.AgentChannel);

    private static string PathOf(WatchedDomain domain) => Agent(domain)?.Path ?? "(no unix socket)";
}
