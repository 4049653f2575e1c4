using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Rulings;
using Masakari.Introspective.Monitoring.Stalls;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Budget;

/// <summary>An instance whose recoveries do not help is given up; one that flaps is waited for.</summary>
internal sealed partial class BudgetRule(BudgetLedger ledger, ILogger<BudgetRule> logger) : IVerdictRule
{
    public Ruling? Judge(Case @case)
    {
        // What libvirt itself says does not come back by itself.
        var mayFlap = @case.IsFromInside && StallTable.Of(@case.Notification) is null;
        if (mayFlap && !@case.Instance.Sides.IsCounted)
        {
            // Counted here, where nothing else excuses it: a guest that is silent in each backup does not flap.
            @case.Instance.Sides.IsCounted = true;
            ledger.Change(@case.Instance.Uuid).Flaps.Changed(ledger.Options.Flapping, @case.Now);
        }

        if (ledger.Find(@case.Instance.Uuid) is not { } account)
        {
            return null;
        }

        var ruling = account.Budget.Judge(ledger.Options.Budget, @case.Now);
        if (ruling is { Reason: RulingReason.GivenUp } && !account.IsSaidGivenUp)
        {
            LogGivenUp(@case.Instance.Uuid, @case.Instance.DisplayName, ruling.Words);
            ledger.Change(@case.Instance.Uuid).IsSaidGivenUp = true;
        }

        return ruling ?? (mayFlap ? account.Flaps.Judge(ledger.Options.Flapping, @case.Now) : null);
    }

    /// <summary>What waits to be delivered counts already, but a recovery that failed meanwhile holds it back.</summary>
    public Ruling? JudgeAgain(Case @case) =>
        ledger.Find(@case.Instance.Uuid)?.Budget.JudgeCoolDown(ledger.Options.Budget, @case.Now);

    public void Reported(Case @case)
    {
        var account = ledger.Change(@case.Instance.Uuid);
        account.Budget.Spend(@case.Now);
        account.IsSaidGivenUp = false;
    }

    public void Recovered(InstanceMonitor instance, TimeSpan now) =>
        ledger.Change(instance.Uuid).Flaps.Changed(ledger.Options.Flapping, now);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Name} is given up: {Words}.")]
    private partial void LogGivenUp(Guid instanceUuid, string name, string words);
}
