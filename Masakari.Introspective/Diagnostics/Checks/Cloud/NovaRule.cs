using Masakari.Introspective.Diagnostics.Checks.Domains;
using Masakari.Introspective.Inventory;

namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Judges what Nova said. Pure.</summary>
internal static class NovaRule
{
    private const CheckGroup Group = CheckGroup.Nova;

    /// <param name="inventory">The configured names.</param>
    /// <param name="nova">What Nova said.</param>
    /// <param name="domains">The running domains; null where libvirt was not to be had.</param>
    public static IEnumerable<Finding> Judge(
        InventoryOptions inventory,
        NovaView nova,
        IReadOnlyList<WatchedDomain>? domains
    )
    {
        yield return NovaHostRule.Judge(inventory.HostName, nova)
            ?? Finding.Skipped(
                Group,
                inventory.HostName,
                "the right to list Nova's services, or an instance that runs here"
            );
        if (nova.Refusal is { } refusal)
        {
            yield return Unreadable(inventory, refusal);
        }
        else if (domains is null)
        {
            yield return Finding.Skipped(Group, inventory.HaEnabledKey, "libvirt");
        }
        else
        {
            foreach (var finding in HaEnabledRule.Judge(inventory.HaEnabledKey, domains))
            {
                yield return finding;
            }
        }
    }

    private static Finding Unreadable(InventoryOptions inventory, string refusal) =>
        inventory.ReadNova
            ? Finding.Warning(
                Group,
                FindingCodes.NovaUnreadable,
                "nova-api",
                refusal,
                "Let the user read instances of all projects (role admin, or reader with system scope), or set "
                    + "[masakari_introspective] read_nova = false: instance metadata is not seen then."
            )
            : Finding.Note(
                Group,
                FindingCodes.NovaUnreadable,
                "nova-api",
                $"{refusal}; the daemon does not need it: [masakari_introspective] read_nova = false"
            );
}
