using Masakari.Introspective.Diagnostics.Checks.Domains;
using Masakari.Introspective.Inventory;

namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Judges whether masakari-engine will act for the instances here. Pure.</summary>
internal static class HaEnabledRule
{
    private const CheckGroup Group = CheckGroup.Nova;

    /// <param name="key">Option <c>ha_enabled_metadata_key</c>.</param>
    /// <param name="domains">The running domains with what Nova says of them.</param>
    public static IReadOnlyList<Finding> Judge(string key, IReadOnlyList<WatchedDomain> domains)
    {
        var known = domains.Where(domain => domain.Server is not null).ToList();
        var without = known.Where(domain => HaGate.Read(domain.Server, key) is not true).ToList();
        var findings = new List<Finding>();
        if (known.Count > without.Count)
        {
            findings.Add(
                Finding.Ok(
                    Group,
                    FindingCodes.HaEnabled,
                    key,
                    $"true on {known.Count - without.Count} of {known.Count} instances here"
                )
            );
        }

        findings.AddRange(
            without.Select(domain =>
                Finding.Warning(
                    Group,
                    FindingCodes.HaEnabledMissing,
                    domain.Label,
                    $"its metadata {key} is not true: masakari-engine recovers it only with [instance_failure] process_all_instances",
                    $"Run openstack server set --property {key}=True {domain.Domain.Uuid}; needless where masakari-engine's "
                        + "configuration has [instance_failure] process_all_instances = true."
                )
            )
        );
        if (domains.Count > known.Count)
        {
            findings.Add(
                Finding.Note(
                    Group,
                    FindingCodes.InstanceUnknown,
                    string.Join(", ", domains.Where(d => d.Server is null).Take(5).Select(d => d.Domain.Name)),
                    $"{domains.Count - known.Count} running domains are not known to Nova as instances: masakari cannot recover them"
                )
            );
        }

        return findings;
    }
}
