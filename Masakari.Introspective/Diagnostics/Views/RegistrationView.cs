using Masakari.Introspective.Notifications.Registration;

namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>Whether masakari knows this host.</summary>
/// <param name="State">unknown, registered or unregistered.</param>
/// <param name="Segment">The failover segment; null unless registered.</param>
/// <param name="Enabled">Whether masakari recovers anything in that segment.</param>
/// <param name="OnMaintenance">masakari refuses notifications about this host.</param>
/// <param name="AnsweredAt">When masakari-api last answered, UTC; null where it never did.</param>
/// <param name="Problem">Why it did not answer since; null where it did.</param>
internal sealed record RegistrationView(
    RegistrationState State,
    DateTimeOffset Since,
    string? Segment,
    bool Enabled,
    bool OnMaintenance,
    DateTimeOffset? AnsweredAt,
    string? Problem
)
{
    public static RegistrationView Of(IRegistration registration)
    {
        var current = registration.Current;
        return new RegistrationView(
            current.State,
            current.Since,
            current.SegmentName,
            current.IsSegmentEnabled,
            current.OnMaintenance,
            registration.AnsweredAt,
            registration.Problem
        );
    }
}
