using Masakari.Introspective.Detection.Arming;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Rulings;

namespace Masakari.Introspective.Monitoring.Arming;

/// <summary>Holds back what is found inside a guest that has not run for minimum_uptime.</summary>
internal sealed class MinimumUptimeRule(ArmingOptions options) : IVerdictRule
{
    public Ruling? Judge(Case @case) =>
        @case.IsFromInside ? MinimumUptime.Judge(options.MinimumUptime, @case.Instance.BootedAt, @case.Now) : null;
}
