namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>An instance's recoveries of late.</summary>
/// <param name="Allowed">Recoveries in the window; 0 for no limit.</param>
/// <param name="Reported">When it was reported within the window, UTC.</param>
/// <param name="CoolUntil">Until when it rests after a recovery that came to nothing, UTC; null where it does not.</param>
/// <param name="CoolWhy">Which recovery that was.</param>
internal sealed record BudgetView(
    int Allowed,
    double WindowS,
    IReadOnlyList<DateTimeOffset> Reported,
    DateTimeOffset? CoolUntil,
    string? CoolWhy
);
