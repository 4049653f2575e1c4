using Masakari.Introspective.Detection.Budget;
using Masakari.Introspective.Detection.Flapping;

namespace Masakari.Introspective.Monitoring.Budget;

/// <summary>What is remembered of one instance's failures and recoveries, over its restarts.</summary>
internal sealed class Account
{
    public RecoveryBudget Budget { get; } = new();

    public FlapDamper Flaps { get; } = new();

    /// <summary>That it is given up has been said.</summary>
    public bool IsSaidGivenUp { get; set; }

    public bool IsFresh => Budget.IsFresh && Flaps.IsFresh;
}
