using System.Text.RegularExpressions;
using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Inventory;

/// <summary>Decides which instances are watched from inside.</summary>
/// <remarks>
/// Any channel of a domain may be the agent's, known by its target name (QEMU's convention); the path is not looked at
/// unless the operator narrows it. The instance's own metadata overrules its flavor.
/// </remarks>
internal static class WatchRule
{
    /// <summary>Target name of the QEMU guest agent's port.</summary>
    public const string AgentChannel = "org.qemu.guest_agent.0";

    /// <summary>Flavor extra spec or instance metadata that switches introspection on or off.</summary>
    public const string Key = "masakari:guest_agent";

    public static WatchDecision Decide(InventoryOptions options, DomainDescription? domain, NovaServer? server) =>
        new(Reason(options, domain, server));

    private static WatchReason Reason(InventoryOptions options, DomainDescription? domain, NovaServer? server)
    {
        if (!options.Introspection)
        {
            return WatchReason.HostOff;
        }

        if (domain is null)
        {
            return WatchReason.Unreadable;
        }

        var agents = domain.Channels.Where(channel => channel.Name is AgentChannel).ToList();
        if (agents.Count == 0)
        {
            return WatchReason.NoAgentChannel;
        }

        if (options.SocketPath is { } pattern && !agents.Exists(channel => Matches(pattern, channel.Path)))
        {
            return WatchReason.PathNotMatched;
        }

        var metadata = MetadataSwitch.Read(server?.Metadata, Key);
        if (metadata is not null)
        {
            return metadata.Value ? WatchReason.Watched : WatchReason.MetadataOff;
        }

        var flavor = MetadataSwitch.Read(domain.Nova?.ExtraSpecs, Key) ?? MetadataSwitch.Read(server?.ExtraSpecs, Key);
        return flavor ?? true ? WatchReason.Watched : WatchReason.FlavorOff;
    }

    private static bool Matches(Regex pattern, string? path)
    {
        try
        {
            return path is not null && pattern.IsMatch(path);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
