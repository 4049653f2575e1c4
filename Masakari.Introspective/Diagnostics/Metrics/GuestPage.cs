using Masakari.Introspective.Diagnostics.Views;

namespace Masakari.Introspective.Diagnostics.Metrics;

/// <summary>The metrics of each guest: the same few series for every one, and none of one that is gone.</summary>
internal static class GuestPage
{
    public static void Write(MetricsText text, IReadOnlyList<GuestMetrics> guests)
    {
        text.Begin("guest_state", "gauge", "Always 1; the label says how the guest stands now.");
        foreach (var guest in guests)
        {
            text.Sample(1, Domain(guest), Uuid(guest), ("state", StatusView.KeyOf(guest.Status)));
        }

        text.Begin("guest_last_answer_timestamp_seconds", "gauge", "When the guest's agent last answered, unix time.");
        foreach (var guest in guests)
        {
            if (guest.AnsweredAt is { } at)
            {
                text.Sample(at.ToUnixTimeMilliseconds() / 1000.0, Domain(guest), Uuid(guest));
            }
        }

        text.Begin(
            "guest_ha_enabled",
            "gauge",
            "Whether the owner asked for recovery; no sample where Nova was not read."
        );
        foreach (var guest in guests)
        {
            if (guest.HaEnabled is { } enabled)
            {
                text.Sample(enabled ? 1 : 0, Domain(guest), Uuid(guest));
            }
        }

        text.Begin(
            "recoveries_budget_remaining",
            "gauge",
            "Reports that the guest's recovery budget allows now; none without a limit."
        );
        foreach (var guest in guests)
        {
            if (guest.BudgetLeft is { } left)
            {
                text.Sample(left, Domain(guest), Uuid(guest));
            }
        }
    }

    private static (string, string) Domain(GuestMetrics guest) => ("domain", guest.Domain);

    private static (string, string) Uuid(GuestMetrics guest) => ("uuid", guest.Uuid.ToString());
}
