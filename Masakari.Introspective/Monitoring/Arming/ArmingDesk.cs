using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Arming;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Protocol.Text;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Arming;

/// <summary>Counts and names the watched guests that have not answered since their start.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class ArmingDesk(
    ArmingOptions options,
    InstanceTable instances,
    TimeProvider time,
    ILogger<ArmingDesk> logger
)
{
    /// <summary>Guests named in one line; the rest are counted.</summary>
    public const int MostNamed = 20;

    /// <summary>Nobody waits for the line to the second, and the table may be long.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly ArmingPace _pace = new(options.Notice);
    private TimeSpan? _lookedAt;

    /// <summary>Watched and running guests whose silence means nothing yet.</summary>
    public IReadOnlyList<InstanceMonitor> Unarmed => [.. instances.All.Where(IsUnarmed)];

    public void Tick()
    {
        var now = time.Monotonic();
        if (!instances.IsCurrent || now - _lookedAt < Pause)
        {
            return;
        }

        _lookedAt = now;
        var unarmed = Unarmed;
        var late = _pace.Next([.. unarmed.Select(instance => (instance.Uuid, instance.BootedAt))], now);
        if (late.Count > 0)
        {
            LogUnarmed(late.Count, Names(late));
        }
    }

    private static bool IsUnarmed(InstanceMonitor instance) =>
        instance is { Watch.IsWatched: true, Domain.State: DomainState.Running, Detector.HasAnswered: false };

    private string Names(IReadOnlyList<Guid> late)
    {
        var names = late.Take(MostNamed)
            .Select(uuid => $"{WireText.Clean(instances.Find(uuid)!.DisplayName, WireText.Name)} ({uuid})");
        var rest = late.Count - MostNamed;
        return string.Join(", ", names) + (rest > 0 ? $" and {rest} more" : "");
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "{Count} watched guest(s) have not answered since their start, so that their silence means nothing yet: {Names}. "
            + "Is qemu-guest-agent installed and running in them?"
    )]
    private partial void LogUnarmed(int count, string names);
}
