using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring.Operations;

/// <summary>Right before a notification leaves: what libvirt does to the domain, and what Nova says of the instance.</summary>
/// <param name="nova">Null where Nova is not to be read.</param>
internal sealed class LastLook(
    OperationMonitor operations,
    NovaLook? nova,
    OperationLimits limits,
    Mailbox mailbox,
    TimeProvider time
)
{
    /// <summary>Takes no longer than Nova's patience; what could not be read stays as it was known.</summary>
    public async Task ReadAsync(Notification notification, CancellationToken cancellationToken)
    {
        var instance = notification.InstanceUuid;
        var server = nova?.ReadAsync(instance, cancellationToken);
        if (notification.Event is not "LIFECYCLE")
        {
            await await mailbox.AskAsync(() => operations.AskJobAsync(instance), cancellationToken);
        }

        var sight = server is not null && await server is { } read ? OperationMonitor.ToSight(read) : null;
        await mailbox.AskAsync(
            () =>
            {
                var known = operations.Of(instance);
                known.Nova = sight;
                if (sight is not null)
                {
                    known.Planned.SeeTask(sight.TaskState, limits, time.Monotonic());
                    operations.Note(instance);
                }

                return true;
            },
            cancellationToken
        );
    }
}
