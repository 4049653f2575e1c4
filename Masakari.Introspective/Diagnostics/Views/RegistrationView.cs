using Masakari.Introspective.Notifications.Registration;

namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>Whether masakari knows this host.</summary>
/// <param name="State">unknown, registered or unregistered.</param>
/// <param name="Segment">The failover segment; null unless registered.</param>
/// <param name="Enabled">Whether masakari recovers anything in that segment.</param>
/// <param name="OnMaintenance">masakari refuses notifications about this host.</param>
internal sealed record RegistrationView(
    RegistrationState State,
    DateTimeOffset Since,
    string? Segment,
    bool Enabled,
    bool OnMaintenance
)
{
    public static RegistrationView Of(HostRegistration registration) =>
        new(
            registration.State,
            registration.Since,
            registration.SegmentName,
            registration.IsSegmentEnabled,
            registration.OnMaintenance
        );
}
