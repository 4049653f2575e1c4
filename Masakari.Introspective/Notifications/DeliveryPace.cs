namespace Masakari.Introspective.Notifications;

/// <summary>
/// When a reported fault is tried again. First upstream's pace, <c>retry_max</c> times <c>retry_interval</c>; then
/// <c>retry_interval * 2^k</c> with jitter up to <c>retry_ceiling</c>, without end.
/// </summary>
internal sealed class DeliveryPace(NotificationSettings settings)
{
    /// <summary>Between two looks at a fault whose truth is unknown.</summary>
    public static readonly TimeSpan UnknownCeiling = TimeSpan.FromSeconds(10);

    // masakari compares with >=, and its clock and database may round.
    private static readonly TimeSpan WindowMargin = TimeSpan.FromSeconds(1);

    /// <param name="result">The answer.</param>
    /// <param name="inARow">How many attempts in a row had this outcome, this one included.</param>
    /// <param name="now">Wall clock.</param>
    /// <param name="jitter">Random, 0 to 1.</param>
    public DeliveryStep Next(DeliveryResult result, int inARow, DateTimeOffset now, double jitter) =>
        result.Outcome switch
        {
            DeliveryOutcome.Delivered => new DeliveryStep(DeliveryAction.Finish),
            DeliveryOutcome.Malformed => new DeliveryStep(DeliveryAction.SetAside),
            DeliveryOutcome.Duplicate => new DeliveryStep(DeliveryAction.Wait)
            {
                Delay = AfterWindow(result, now),
                Renew = true,
            },
            DeliveryOutcome.HostInMaintenance => new DeliveryStep(DeliveryAction.Wait)
            {
                Delay = settings.MaintenanceRecheckInterval,
            },
            DeliveryOutcome.HostNotRegistered or DeliveryOutcome.NotAllowed => new DeliveryStep(DeliveryAction.Wait)
            {
                Delay = Doubled(settings.RefusedRecheckInterval, inARow - 1),
            },
            _ => Unavailable(inARow, jitter),
        };

    /// <summary>Pause before the next look: 1, 2, 4, 8, then 10 s.</summary>
    /// <param name="inARow">How many looks in a row told nothing, the last included.</param>
    public static TimeSpan NextLook(int inARow) =>
        TimeSpan.FromSeconds(Math.Min(UnknownCeiling.TotalSeconds, Math.Pow(2, inARow - 1)));

    private DeliveryStep Unavailable(int inARow, double jitter)
    {
        if (inARow <= settings.RetryMax)
        {
            return new DeliveryStep(DeliveryAction.Wait) { Delay = settings.RetryInterval };
        }

        // Three quarters to five quarters: the hosts of a cloud must not come back to a healed API in step.
        var steady = Doubled(settings.RetryInterval, inARow - settings.RetryMax);
        var spread = steady * (0.75 + (jitter / 2));
        return new DeliveryStep(DeliveryAction.Wait)
        {
            Delay = Min(spread, settings.RetryCeiling),
            GivesUp = inARow == settings.RetryMax + 1,
        };
    }

    private TimeSpan AfterWindow(DeliveryResult result, DateTimeOffset now)
    {
        var until = result.NotBefore ?? now + settings.DuplicateWindow;
        var delay = until - now + WindowMargin;
        return delay > WindowMargin ? delay : WindowMargin;
    }

    private TimeSpan Doubled(TimeSpan first, int times) =>
        TimeSpan.FromSeconds(
            Math.Min(settings.RetryCeiling.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Max(0, times)))
        );

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
