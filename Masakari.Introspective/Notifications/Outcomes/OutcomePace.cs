namespace Masakari.Introspective.Notifications.Outcomes;

/// <summary>When a record is looked at: often while a recovery takes its usual time, seldom later, not for ever.</summary>
internal static class OutcomePace
{
    /// <summary>After this long a record is looked at no more. masakari-engine's own retry, 120 s later, fits in.</summary>
    public static readonly TimeSpan Ceiling = TimeSpan.FromMinutes(15);

    /// <summary>Pause before the next look; null when there is none.</summary>
    /// <param name="age">Time since the record was stored.</param>
    public static TimeSpan? Next(TimeSpan age) =>
        age >= Ceiling ? null
        : age >= TimeSpan.FromMinutes(5) ? TimeSpan.FromSeconds(60)
        : age >= TimeSpan.FromMinutes(1) ? TimeSpan.FromSeconds(15)
        : TimeSpan.FromSeconds(5);
}
