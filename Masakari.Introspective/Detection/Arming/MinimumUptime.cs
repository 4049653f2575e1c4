using System.Globalization;
using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Detection.Arming;

/// <summary>A guest that has only just started is not reported from inside yet.</summary>
internal static class MinimumUptime
{
    /// <param name="minimum">How long the guest must have run; zero for no such rule.</param>
    /// <param name="bootedAt">When it started or last rebooted.</param>
    /// <param name="now">The same clock.</param>
    public static Ruling? Judge(TimeSpan minimum, TimeSpan bootedAt, TimeSpan now)
    {
        var uptime = now - bootedAt;
        return uptime >= minimum
            ? null
            : new Ruling(
                RulingKind.Hold,
                RulingReason.MinimumUptime,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it has run for {Math.Max(0, Math.Floor(uptime.TotalSeconds))} s, and minimum_uptime is {minimum.TotalSeconds} s"
                )
            );
    }
}
