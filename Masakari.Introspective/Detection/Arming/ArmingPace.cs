namespace Masakari.Introspective.Detection.Arming;

/// <summary>When guests that never answered are named: each of them once, soon, and all of them once a day.</summary>
/// <param name="notice">How long a guest may be silent from its start before it is named; zero for never.</param>
internal sealed class ArmingPace(TimeSpan notice)
{
    /// <summary>Between two lines about the same guests.</summary>
    public static readonly TimeSpan Repeat = TimeSpan.FromDays(1);

    private readonly HashSet<Guid> _named = [];
    private TimeSpan? _saidAt;

    /// <param name="unarmed">The guests that have not answered since their start, with the time of that.</param>
    /// <returns>Those that are to be named now; empty where nothing is to be said.</returns>
    public IReadOnlyList<Guid> Next(IReadOnlyCollection<(Guid Instance, TimeSpan Since)> unarmed, TimeSpan now)
    {
        _named.IntersectWith(unarmed.Select(guest => guest.Instance));
        if (notice <= TimeSpan.Zero)
        {
            return [];
        }

        var late = unarmed.Where(guest => now - guest.Since >= notice).Select(guest => guest.Instance).ToList();
        var isNews = late.Exists(guest => !_named.Contains(guest)) && !(now - _saidAt < notice);
        if (late.Count == 0 || (!isNews && !(now - _saidAt >= Repeat)))
        {
            return [];
        }

        _named.UnionWith(late);
        _saidAt = now;
        return late;
    }
}
