using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Fence;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Monitoring.Reports;
using Masakari.Introspective.Monitoring.Rulings;
using Masakari.Introspective.Notifications;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Fence;

/// <summary>Destroys reported guests where the operator says so; each only while it still fails in the run that was reported.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class Fencer(
    FenceOptions options,
    InventoryOptions inventory,
    ILibvirtHost libvirt,
    GuestTruth guests,
    Court court,
    DecisionJournal journal,
    MemoryKeeper keeper,
    Mailbox mailbox,
    TimeProvider time,
    ILogger<Fencer> logger,
    CancellationToken stopping
)
{
    /// <summary>How long the proof that kernel_dead needs is waited for: after that masakari-engine has long stopped the guest.</summary>
    public static readonly TimeSpan ProofCeiling = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private const int Looks = 10;

    private readonly Dictionary<Guid, (Notification Report, TimeSpan Since)> _waiting = [];

    /// <summary>Ends when the evidence about the instance is saved: a destroyed guest has none; null where there is none to wait for.</summary>
    public Func<Guid, Task>? EvidenceSaved { get; set; }

    /// <summary>The recovery service has been told of a fault.</summary>
    public void Delivered(InstanceMonitor instance, Notification report, DeliveryResult result)
    {
        if (options.Mode is FenceMode.Never)
        {
            return;
        }

        var (answer, why) = FenceRule.Decide(
            new FenceCase
            {
                Mode = options.Mode,
                IsFromInside = report.Event is FaultReporter.Event,
                IsStoredNow = result.IsStoredNow,
                HaEnabled = HaGate.Read(instance.Server, inventory.HaEnabledKey),
                AllInstances = options.AllInstances,
                Objection = Objection(instance, report),
                Opinion = instance.Detector.Opinion,
            }
        );
        switch (answer)
        {
            case FenceAnswer.Destroy:
                _ = FenceAsync(instance, report, why);
                break;
            case FenceAnswer.AwaitProof:
                _waiting[instance.Uuid] = (report, time.Monotonic());
                break;
            default:
                LogLeft(instance.Uuid, instance.DisplayName, why);
                break;
        }
    }

    /// <summary>Something more is known of the guest's kernel.</summary>
    public void OpinionFormed(InstanceMonitor instance)
    {
        if (!_waiting.TryGetValue(instance.Uuid, out var waiting))
        {
            return;
        }

        var isOver = instance.Sides.IsWell || instance.Domain.RunId != waiting.Report.RunId;
        if (isOver || time.Monotonic() - waiting.Since > ProofCeiling)
        {
            _waiting.Remove(instance.Uuid);
            return;
        }

        if (FenceRule.Proof(instance.Detector.Opinion) is { } why)
        {
            _waiting.Remove(instance.Uuid);
            _ = FenceAsync(instance, waiting.Report, why);
        }
    }

    /// <summary>Observe-only and other reasons against reporting that came up since: they forbid this even more.</summary>
    private string? Objection(InstanceMonitor instance, Notification report)
    {
        var @case = new Case(instance, report, null, time.Monotonic());
        return court.JudgeAgain(@case) is { } ruling ? $"{ruling.Words} [{ruling.Code}]" : null;
    }

    private async Task FenceAsync(InstanceMonitor instance, Notification report, string why, int look = 1)
    {
        try
        {
            await (EvidenceSaved?.Invoke(instance.Uuid) ?? Task.CompletedTask);
            var domain = await libvirt.GetDomainAsync(instance.Uuid, stopping);
            mailbox.Post(() => Confirm(instance, report, domain, why, look));
        }
        catch (LibvirtException refusal)
        {
            mailbox.Post(() => LogLeft(instance.Uuid, instance.DisplayName, refusal.Message));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The monitor stops; masakari-engine does the work, more slowly.
        }
    }

    /// <summary>Goes on where the same run still runs and still fails, as far as anybody knows.</summary>
    private void Confirm(InstanceMonitor instance, Notification report, DomainSnapshot domain, string why, int look)
    {
        var (truth, words) = guests.Read(report, domain);
        if (Objection(instance, report) is { } since)
        {
            LogLeft(instance.Uuid, instance.DisplayName, since);
        }
        else if (truth is FaultTruth.StillTrue && domain.State is DomainState.Running)
        {
            Announce(instance, domain, why);
        }
        else if (truth is FaultTruth.Unknown && domain.State is DomainState.Running && look < Looks)
        {
            _ = LookAgainAsync(instance, report, why, look + 1);
        }
        else
        {
            var objection = domain.State is DomainState.Paused ? "the domain is paused" : words;
            LogLeft(instance.Uuid, instance.DisplayName, objection);
        }
    }

    private async Task LookAgainAsync(InstanceMonitor instance, Notification report, string why, int look)
    {
        try
        {
            await Task.Delay(LookAgain, time, stopping);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await FenceAsync(instance, report, why, look);
    }

    private void Announce(InstanceMonitor instance, DomainSnapshot domain, string why)
    {
        // Before the deed: a monitor killed right after it must not take the stop for another incident.
        instance.FencedRun = domain.RunId;
        keeper.Save();
        LogFence(instance.Uuid, instance.DisplayName, why);
        journal.Note(instance.Uuid, DecisionKind.Fenced, ReasonCode.Of(options.Mode), why);
        _ = DestroyAsync(instance);
    }

    private async Task DestroyAsync(InstanceMonitor instance)
    {
        try
        {
            await libvirt.DestroyAsync(instance.Uuid, stopping);
        }
        catch (LibvirtException refusal)
        {
            mailbox.Post(() =>
            {
                instance.FencedRun = null;
                keeper.Changed();
                LogFailed(instance.Uuid, instance.DisplayName, refusal.Message);
            });
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What was asked of libvirt is done without this process, too.
        }
    }
}
