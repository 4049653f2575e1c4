using Masakari.Introspective.Libvirt;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Introspection;

/// <summary>Finds out whether a suspect's QEMU is itself stopped, to name the cause; never delays a verdict.</summary>
internal sealed partial class QemuCheck(ILibvirtHost libvirt, Mailbox mailbox, ILogger<QemuCheck> logger)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    public void Ask(InstanceMonitor instance) => _ = AskAsync(instance, instance.Domain.RunId);

    private async Task AskAsync(InstanceMonitor instance, int runId)
    {
        try
        {
            if (await libvirt.ProbeQemuAsync(instance.Uuid, Deadline, CancellationToken.None) is not { } answers)
            {
                return;
            }

            mailbox.Post(() =>
            {
                // The answer is about one run and one suspicion; both may be over.
                if (instance.Domain.RunId == runId && instance.Detector.Misses > 0)
                {
                    instance.Detector.ObserveQemu(answers);
                    LogQemu(instance.Uuid, answers ? "answers" : "does not answer");
                }
            });
        }
        catch (LibvirtException refusal)
        {
            LogNotAsked(instance.Uuid, refusal.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "QEMU itself {Answers} a statistics call.")]
    private partial void LogQemu(Guid instanceUuid, string answers);

    [LoggerMessage(Level = LogLevel.Debug, Message = "QEMU was not asked for statistics: {Reason}")]
    private partial void LogNotAsked(Guid instanceUuid, string reason);
}
