using System.Runtime.InteropServices;
using Masakari.Introspective.Monitoring;

namespace Masakari.Introspective.Diagnostics.Metrics;

/// <summary>One guest's part of a scrape.</summary>
/// <param name="Domain">libvirt's name.</param>
/// <param name="AnsweredAt">When its agent last answered, UTC; null where it did not under this daemon.</param>
/// <param name="HaEnabled">Whether its owner asked for recovery; null where that is not known.</param>
/// <param name="BudgetLeft">Reports that its budget still allows; null where there is no limit.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GuestMetrics(
    string Domain,
    Guid Uuid,
    InstanceStatus Status,
    DateTimeOffset? AnsweredAt,
    bool? HaEnabled,
    int? BudgetLeft
);
