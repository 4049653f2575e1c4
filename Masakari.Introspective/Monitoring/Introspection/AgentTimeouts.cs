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
        if (instance.Detector.Pace is Pace.Suspect)
        {
            instance.IsTimeoutLowered = true;
        }
        else
        {
            GiveBack(instance);
        }
    }

    /// <summary>Gives it back where it was lowered.</summary>
    public void GiveBack(InstanceMonitor instance)
    {
        if (instance.IsTimeoutLowered)
        {
            instance.IsTimeoutLowered = false;
            _ = ResetAsync(instance.Uuid, CancellationToken.None);
        }
    }

    /// <summary>Gives it back now; a failure costs other clients some patience and is not worth more than a line.</summary>
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
