using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Monitoring.Rulings;

namespace Masakari.Introspective.Monitoring.Observing;

/// <summary>Where people only want to see what would be reported, nothing is. Comes last: only what all others let pass would be.</summary>
internal sealed class ObserveRule(ObserveOptions options) : IVerdictRule
{
    private static readonly Ruling Host = new(
        RulingKind.Observe,
        RulingReason.ObserveOnly,
        "this host is only observed (observe_only)"
    );

    private static readonly Ruling Instance = new(
        RulingKind.Observe,
        RulingReason.ObserveOnly,
        $"it is only observed ({ObserveOptions.Key})"
    );

    public Ruling? Judge(Case @case) =>
        options.ObserveOnly ? Host
        : WishOf(@case.Instance) is true ? Instance
        : null;

    public Ruling? JudgeAgain(Case @case) => Judge(@case);

    public bool Applies(InstanceMonitor instance) => options.ObserveOnly || WishOf(instance) is true;

    private static bool? WishOf(InstanceMonitor instance) =>
        MetadataSwitch.Read(instance.Server?.Metadata, ObserveOptions.Key)
        ?? MetadataSwitch.Read(instance.Description?.Nova?.ExtraSpecs, ObserveOptions.Key)
        ?? MetadataSwitch.Read(instance.Server?.ExtraSpecs, ObserveOptions.Key);
}
