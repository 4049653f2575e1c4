using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Inventory;

namespace Masakari.Introspective.Monitoring.Rulings;

/// <summary>With require_ha_enabled, instances whose owner did not ask for recovery are not reported from inside.</summary>
internal sealed class HaEnabledRule(InventoryOptions inventory) : IVerdictRule
{
    public Ruling? Judge(Case @case) =>
        inventory.RequireHaEnabled
        && @case.IsFromInside
        && HaGate.Read(@case.Instance.Server, inventory.HaEnabledKey) is false
            ? new Ruling(
                RulingKind.Refuse,
                RulingReason.NotHaEnabled,
                $"metadata {inventory.HaEnabledKey} is not true and require_ha_enabled is on"
            )
            : null;

    public Ruling? JudgeAgain(Case @case) => Judge(@case);
}
