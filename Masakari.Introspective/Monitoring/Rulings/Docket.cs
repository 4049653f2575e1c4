using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Notifications;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Rulings;

/// <summary>Writes down why a fault is not reported, once for each reason, and does what follows.</summary>
internal sealed partial class Docket(DecisionJournal journal, TimeProvider time, ILogger<Docket> logger)
{
    /// <summary>Hears of each ruling that is written down; null where nobody listens.</summary>
    public Action<Notification, Ruling>? Said { get; set; }

    /// <param name="ruling">Null where nothing is against the report any more.</param>
    public void Enter(InstanceMonitor instance, Notification notification, Ruling? ruling)
    {
        // What would have been reported is an incident each time.
        if (ruling is { Kind: RulingKind.Observe } || (ruling is not null && instance.Ruling?.Reason != ruling.Reason))
        {
            Say(instance, notification, ruling);
        }

        instance.Ruling = ruling;
    }

    private void Say(InstanceMonitor instance, Notification notification, Ruling ruling)
    {
        var (kind, words) = ruling.Kind switch
        {
            RulingKind.Hold => (DecisionKind.Held, ruling.Words),
            RulingKind.Refuse => (DecisionKind.Refused, ruling.Words),
            _ => (DecisionKind.WouldReport, notification.Cause),
        };
        journal.Note(instance.Uuid, kind, ruling.Code, words);
        Said?.Invoke(notification, ruling);
        if (!instance.Chatter.Allows(time.Monotonic()))
        {
            return;
        }

        switch (ruling.Kind)
        {
            case RulingKind.Hold:
                LogHeld(instance.Uuid, instance.DisplayName, ruling.Code, ruling.Words);
                break;
            case RulingKind.Refuse:
                LogRefused(instance.Uuid, instance.DisplayName, ruling.Code, ruling.Words);
                break;
            default:
                LogWouldReport(instance.Uuid, instance.DisplayName, ruling.Code, ruling.Words, notification.Cause);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} is held back [{Code}]: {Words}.")]
    private partial void LogHeld(Guid instanceUuid, string name, string code, string words);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} is not reported [{Code}]: {Words}.")]
    private partial void LogRefused(Guid instanceUuid, string name, string code, string words);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Name} would have been reported [{Code}], {Words}: {Cause}.")]
    private partial void LogWouldReport(Guid instanceUuid, string name, string code, string words, string cause);
}
