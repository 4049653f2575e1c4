using Masakari.Introspective.Monitoring;

namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>The daemon and its host at one moment.</summary>
/// <param name="Program">The role under which it runs.</param>
/// <param name="Host">The host's name, as masakari knows it.</param>
/// <param name="UptimeS">Since its start, in s.</param>
/// <param name="IsMoving">Whether the watch moves.</param>
/// <param name="ObserveOnly">The host is only observed: nothing is reported.</param>
/// <param name="Hold">A person's hold on the whole host; null where there is none.</param>
/// <param name="InstanceHolds">How many instances people hold.</param>
/// <param name="Instances">Running and other instances by status; each status is there, also at 0.</param>
internal sealed record StatusView(
    string Program,
    string Version,
    int Pid,
    DateTimeOffset StartedAt,
    double UptimeS,
    string Host,
    bool IsMoving,
    bool ObserveOnly,
    HoldView? Hold,
    int InstanceHolds,
    LibvirtView Libvirt,
    RegistrationView? Registration,
    OutboxView Notifications,
    BrakeView Brake,
    HealthView Health,
    IReadOnlyDictionary<string, int> Instances
)
{
    /// <summary>The name under which a status is counted.</summary>
    public static string KeyOf(InstanceStatus status) => Detection.Rulings.ReasonCode.Of(status);
}
