using Masakari.Introspective.Detection;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring.Rulings;

/// <summary>A fault about to be reported, as rules see it.</summary>
/// <param name="Instance">The instance that failed.</param>
/// <param name="Notification">What is to be reported.</param>
/// <param name="Reason">Why it failed; null where libvirt itself said so (the black-box monitor), or after a restart.</param>
/// <param name="Now">The monotonic clock.</param>
internal sealed record Case(InstanceMonitor Instance, Notification Notification, VerdictReason? Reason, TimeSpan Now)
{
    /// <summary>The fault was found inside the guest, by a question it left unanswered or by its own word.</summary>
    public bool IsFromInside => Notification.Event is FaultReporter.Event;
}
