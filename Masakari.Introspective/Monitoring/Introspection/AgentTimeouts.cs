using Masakari.Introspective.Detection;
using Masakari.Introspective.Libvirt;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Introspection;

/// <summary>Gives agent response timeouts back that were lowered for suspects: Nova's fsfreeze shares them.</summary>
internal sealed partial class AgentTimeouts(ILibvirtHost libvirt, ILogger<AgentTimeouts> logger)
{
    /// <summary>Keeps account of one instance after an observation.</summary>
    public void Follow(InstanceMonitor instance)
    {
        var isSuspect = instance.Detector.Pace is Pace.Suspect;
        if (!isSuspect && instance.IsTimeoutLowered)
        {
            _ = ResetAsync(instance.Uuid, CancellationToken.None);
        }

        instance.IsTimeoutLowered = isSuspect;
    }

    /// <summary>Gives it back, whoever lowered it; a failure costs other clients some patience and is not worth more than a line.</summary>
    public async Task ResetAsync(Guid instance, CancellationToken cancellationToken)
    {
        try
        {
            await libvirt.ResetAgentResponseTimeoutAsync(instance, cancellationToken);
        }
        catch (LibvirtException refusal)
        {
            LogNotReset(instance, refusal.Message);
        }
        catch (OperationCanceledException)
        {
            LogNotReset(instance, "the monitor stopped first");
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The agent response timeout was not given back: {Reason}")]
    private partial void LogNotReset(Guid instanceUuid, string reason);
}
