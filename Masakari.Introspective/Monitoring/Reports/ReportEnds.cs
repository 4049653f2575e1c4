using Masakari.Introspective.Monitoring.Budget;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Fence;
using Masakari.Introspective.Monitoring.GuestHeartbeat;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Monitoring.Story;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring.Reports;

/// <summary>Takes in how reports ended.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed class ReportEnds(
    InstanceTable instances,
    BudgetLedger budgets,
    DecisionJournal journal,
    HeartbeatMonitor heartbeats,
    Fencer fencer,
    MemoryKeeper keeper,
    StoryDesk story
)
{
    /// <summary>The code of a report that is withdrawn because its fault is gone.</summary>
    public const string NoLongerTrue = "no-longer-true";

    public void Take(Notification notification, ReportEnd end)
    {
        story.ReportEnded(notification, end);
        if (end.Kind is ReportEndKind.Withdrawn)
        {
            budgets.Refund(notification.InstanceUuid);
            journal.Note(notification.InstanceUuid, DecisionKind.Withdrawn, end.Rule ?? NoLongerTrue, end.Why);
        }

        if (instances.Find(notification.InstanceUuid) is { } instance)
        {
            Take(instance, notification, end);
            keeper.Changed();
        }
    }

    /// <summary>Nobody will be told of the fault by this report: whoever still finds it brings it again.</summary>
    public void Withdraw(InstanceMonitor instance, Notification notification)
    {
        if (!instance.Incidents.IsLater(notification))
        {
            heartbeats.BringAgain(instance);
            instance.Withdrawn(notification);
        }
    }

    private void Take(InstanceMonitor instance, Notification notification, ReportEnd end)
    {
        switch (end.Kind)
        {
            case ReportEndKind.Delivered:
                instance.Incidents.Delivered(notification.Event);
                instance.IsReportHeld = false;
                fencer.Delivered(instance, notification, end.Answer!);
                break;
            case ReportEndKind.SetAside:
                instance.Incidents.SetAside(notification.Event, end.Why);
                break;
            case ReportEndKind.Withdrawn:
                Withdraw(instance, notification);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(end), end.Kind, null);
        }
    }
}
