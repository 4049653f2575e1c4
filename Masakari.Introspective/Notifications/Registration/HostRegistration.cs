using Masakari.Introspective.OpenStack.Masakari;

namespace Masakari.Introspective.Notifications.Registration;

/// <summary>What masakari-api last said about this host.</summary>
/// <param name="Since">When it was first seen to be so.</param>
internal sealed record HostRegistration(RegistrationState State, DateTimeOffset Since)
{
    /// <summary>Null unless registered; so is <see cref="SegmentUuid"/>.</summary>
    public string? SegmentName { get; init; }

    public string? SegmentUuid { get; init; }

    /// <summary>masakari refuses notifications about this host.</summary>
    public bool OnMaintenance { get; init; }

    /// <summary>False: masakari stores notifications and recovers nothing.</summary>
    public bool IsSegmentEnabled { get; init; } = true;

    /// <summary>Whether a notification of this host would be acted on.</summary>
    public bool IsReady => State is RegistrationState.Registered && IsSegmentEnabled && !OnMaintenance;

    /// <summary>What an answer of masakari-api comes to.</summary>
    /// <param name="host">Null where no segment has the host.</param>
    public static HostRegistration Of(MasakariHost? host, DateTimeOffset now) =>
        host is null
            ? new HostRegistration(RegistrationState.Unregistered, now)
            : new HostRegistration(RegistrationState.Registered, now)
            {
                SegmentName = host.SegmentName,
                SegmentUuid = host.SegmentUuid,
                OnMaintenance = host.OnMaintenance,
                IsSegmentEnabled = host.SegmentEnabled,
            };

    /// <summary>The later reading; where it says the same, it is so since the earlier one.</summary>
    public HostRegistration Then(HostRegistration later) => this == later with { Since = Since } ? this : later;
}
