namespace Masakari.Introspective.Notifications.Registration;

/// <summary>Decides what to say and when to look again. Each state is said once, when it begins.</summary>
internal static class RegistrationRule
{
    /// <summary>While something is in the way of notifications, or masakari-api did not answer.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    /// <summary>While all is well.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(1);

    /// <summary>Least time between two looks, however many notifications are refused.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<RegistrationNews> Between(HostRegistration before, HostRegistration after)
    {
        var news = new List<RegistrationNews>();
        var was = before.State is RegistrationState.Registered;
        if (after.State is not RegistrationState.Registered)
        {
            if (after.State != before.State && after.State is RegistrationState.Unregistered)
            {
                news.Add(RegistrationNews.Unregistered);
            }

            return news;
        }

        if (!was || before.SegmentUuid != after.SegmentUuid)
        {
            news.Add(RegistrationNews.Registered);
        }

        // What is as it should be is only said where it was otherwise.
        if (after.OnMaintenance != (was && before.OnMaintenance))
        {
            news.Add(after.OnMaintenance ? RegistrationNews.MaintenanceBegan : RegistrationNews.MaintenanceEnded);
        }

        if (after.IsSegmentEnabled != (!was || before.IsSegmentEnabled))
        {
            news.Add(after.IsSegmentEnabled ? RegistrationNews.SegmentEnabled : RegistrationNews.SegmentDisabled);
        }

        return news;
    }

    /// <param name="isAnswered">Whether the last look got an answer.</param>
    public static TimeSpan PauseAfter(HostRegistration current, bool isAnswered) =>
        isAnswered && current.IsReady ? Late : Soon;

    /// <summary>Whether the answer to a notification is a reason to look again before it is time.</summary>
    public static bool IsDoubtful(HostRegistration current, DeliveryOutcome outcome) =>
        outcome switch
        {
            DeliveryOutcome.HostNotRegistered => current.State is not RegistrationState.Unregistered,
            DeliveryOutcome.HostInMaintenance => !current.OnMaintenance,
            DeliveryOutcome.Delivered => current.State is not RegistrationState.Registered || current.OnMaintenance,
            _ => false,
        };
}
