using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Assembly;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Registration;
using Masakari.Introspective.OpenStack.Masakari;

namespace Masakari.Introspective.Diagnostics;

/// <summary>The running monitor, for whoever shows it; its parts are touched only from its <see cref="Mailbox"/>.</summary>
internal sealed record MonitorSight(
    MonitorOptions Options,
    MonitorSurroundings Around,
    MonitorParts Parts,
    DeliveryService Delivery
)
{
    public required Func<bool> IsMoving { get; init; }

    /// <summary>Whether masakari knows this host; null where nobody asks it.</summary>
    public IRegistration? Registration { get; init; }

    /// <summary>Asks masakari-api how far a notification is; null where there is none to ask.</summary>
    public Func<string, CancellationToken, Task<NotificationProgress?>>? ReadProgress { get; init; }
}
