using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Notifications;

/// <summary>What operators read about notifications; the first three lines are those of the Python monitors.</summary>
internal sealed partial class AttemptLog(ILogger logger)
{
    /// <summary>Said once while it lasts, however many notifications wait for it.</summary>
    private int _saidNotRegistered;

    public void Sending(Notification notification) =>
        LogSending(notification.InstanceUuid, NotificationText.Of(notification));

    public void Withdrawn(Notification notification, string why) =>
        LogWithdrawn(notification.InstanceUuid, notification.Event, notification.VirDomainEvent, why);

    public void Unknown(Notification notification, int inARow, string why)
    {
        if (inARow == 1)
        {
            LogUnknown(notification.InstanceUuid, notification.Event, why);
        }
    }

    public void Answered(string sink, Notification notification, DeliveryResult result, int inARow, DeliveryStep step)
    {
        var instance = notification.InstanceUuid;
        if (result.Outcome is DeliveryOutcome.Delivered)
        {
            LogResponse(instance, result.Detail);
        }

        if (
            result.Outcome
            is DeliveryOutcome.Delivered
                or DeliveryOutcome.Duplicate
                or DeliveryOutcome.HostInMaintenance
        )
        {
            Interlocked.Exchange(ref _saidNotRegistered, 0);
        }

        switch (result.Outcome)
        {
            case DeliveryOutcome.Delivered:
                break;
            case DeliveryOutcome.Duplicate:
                LogDuplicate(instance, sink, step.Delay.TotalSeconds, result.Detail);
                break;
            case DeliveryOutcome.HostInMaintenance when inARow == 1:
                LogMaintenance(instance, sink, notification.HostName, step.Delay.TotalSeconds);
                break;
            case DeliveryOutcome.HostNotRegistered when Interlocked.Exchange(ref _saidNotRegistered, 1) == 0:
                LogNotRegistered(instance, notification.HostName, result.Detail);
                break;
            case DeliveryOutcome.HostInMaintenance or DeliveryOutcome.HostNotRegistered:
                LogStillRefused(instance, step.Delay.TotalSeconds, result.Detail);
                break;
            case DeliveryOutcome.Malformed:
                LogMalformed(instance, sink, result.Detail);
                break;
            case DeliveryOutcome.NotAllowed when inARow == 1:
                LogNotAllowed(instance, sink, step.Delay.TotalSeconds, result.Detail);
                break;
            default:
                LogFailure(instance, sink, result, inARow, step);
                break;
        }
    }

    public void InformationEnded(Notification notification, DeliveryResult result) =>
        LogInformationEnded(notification.InstanceUuid, notification.Event, notification.VirDomainEvent, result.Detail);

    public void InformationStored(Notification notification, DeliveryResult result) =>
        LogResponse(notification.InstanceUuid, result.Detail);

    public void InformationRetry(Notification notification, DeliveryResult result) =>
        LogRetry(notification.InstanceUuid, result.Detail);

    public void InformationGivenUp(Notification notification, int tries, DeliveryResult result) =>
        LogInformationGivenUp(
            notification.InstanceUuid,
            notification.Event,
            notification.VirDomainEvent,
            tries,
            result.Detail
        );

    public void InformationDropped(long total) => LogInformationDropped(total);

    public void InformationLeft(int count) => LogInformationLeft(count);

    private void LogFailure(Guid instance, string sink, DeliveryResult result, int inARow, DeliveryStep step)
    {
        if (step.GivesUp)
        {
            LogGaveUp(instance, sink, inARow, result.Detail, step.Delay.TotalSeconds);
        }
        else
        {
            LogRetry(instance, result.Detail);
        }
    }
}
