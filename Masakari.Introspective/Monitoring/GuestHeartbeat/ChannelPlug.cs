using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.GuestHeartbeat;

/// <summary>Gives a running domain the channel that it lacks: once a run, and once more after a resume or a reconnect.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class ChannelPlug(
    HeartbeatChannelOptions options,
    ILibvirtHost libvirt,
    Mailbox mailbox,
    Action<Guid> reload,
    ILogger<ChannelPlug> logger,
    CancellationToken stopping
)
{
    public void AttachWhereMissing(InstanceMonitor instance)
    {
        // A domain that arrives by migration is paused and locked until it resumes.
        if (
            instance
                is { Heartbeat.LacksChannel: true, Description: { } description, Domain.State: DomainState.Running }
            && instance.Domain.RunId != instance.PlugTriedIn
            && options.HotplugPort is { } port
        )
        {
            instance.PlugTriedIn = instance.Domain.RunId;
            _ = AttachAsync(instance, port, description);
        }
    }

    private async Task AttachAsync(InstanceMonitor instance, string port, DomainDescription description)
    {
        try
        {
            var path = ChannelXml.PathFor(port, instance.Domain.Name, description);
            await libvirt.AttachChannelAsync(instance.Uuid, ChannelXml.Write(port, path), stopping);
            mailbox.Post(() =>
            {
                instance.AttachedPort = port;
                LogAttached(instance.Uuid, port, path);
                reload(instance.Uuid);
            });
        }
        catch (Exception refusal) when (refusal is LibvirtException or FormatException)
        {
            LogNotAttached(instance.Uuid, port, refusal.Message);
        }
        catch (OperationCanceledException)
        {
            LogNotAttached(instance.Uuid, port, "the monitor stopped first");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Channel {Port} attached through libvirt, socket {Path}.")]
    private partial void LogAttached(Guid instanceUuid, string port, string path);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Channel {Port} was not attached: {Reason} Tried again when the instance starts or resumes, and when libvirt is "
            + "connected anew."
    )]
    private partial void LogNotAttached(Guid instanceUuid, string port, string reason);
}
