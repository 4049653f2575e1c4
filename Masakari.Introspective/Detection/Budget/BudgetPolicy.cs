namespace Masakari.Introspective.Detection.Budget;

/// <summary>How often an instance may be reported for recovery.</summary>
/// <param name="Recoveries">Reports within the window; 0 for no limit.</param>
/// <param name="Window">Over how long they count.</param>
/// <param name="CoolDown">How long nothing is reported after a recovery that came to nothing; zero for not at all.</param>
internal sealed record BudgetPolicy(int Recoveries, TimeSpan Window, TimeSpan CoolDown);
