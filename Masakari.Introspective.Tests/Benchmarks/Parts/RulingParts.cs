using BenchmarkDotNet.Attributes;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Monitoring.Arming;
using Masakari.Introspective.Monitoring.Rulings;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Benchmarks.Parts;

/// <summary>The rules, on a verdict that none of them holds back.</summary>
public class RulingParts
{
    private readonly Court _court = new([
        new HaEnabledRule(new InventoryOptions { HostName = "bench" }),
        new MinimumUptimeRule(new ArmingOptions()),
    ]);

    private readonly Case _case;

    public RulingParts()
    {
        var uuid = Guid.NewGuid();
        _case = new Case(
            new InstanceMonitor(uuid, 0) { Domain = new DomainSnapshot(uuid, "instance-1", 1, DomainState.Running, 1) },
            new Notification(uuid, FaultReporter.Event, "STOPPED_FAILED", "bench", default, "cause"),
            VerdictReason.GuestSilent,
            TimeSpan.FromSeconds(100)
        );
    }

    [Benchmark]
    public bool Judge() => _court.Judge(_case) is null;
}
