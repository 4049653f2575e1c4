using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Counting;
using Masakari.Introspective.Notifications.Registration;

namespace Masakari.Introspective.Diagnostics.Metrics;

/// <summary>The metrics of the watch and of its host.</summary>
internal static class HostPage
{
    public static void Write(MetricsText text, MetricsSnapshot seen)
    {
        var status = seen.Status;
        text.Gauge("libvirt_connected", "Whether libvirt is connected (1) or not (0).", status.Libvirt.Connected);
        text.Gauge(
            "observe_only",
            "Whether the host is only observed, so that nothing is reported.",
            status.ObserveOnly
        );
        text.Begin("guests", "gauge", "Instances of this host by state.");
        foreach (var (state, count) in status.Instances)
        {
            text.Sample(count, ("state", state));
        }

        text.Begin("holds", "gauge", "Holds by people that are in force: on the whole host, or on instances.");
        text.Sample(status.Hold is null ? 0 : 1, ("scope", "host"));
        text.Sample(status.InstanceHolds, ("scope", "instance"));
        text.Gauge(
            "brake_engaged",
            "Whether the mass-failure brake holds failures found inside guests.",
            status.Brake.Engaged
        );
        text.Gauge("brake_guests_in_trouble", "Guests that count as failing at the same time.", status.Brake.InTrouble);
        text.Gauge("brake_guests_watched", "Guests of which they are a part.", status.Brake.Watched);
        text.Gauge("local_health_score", "The monitor's own health: 0 (well) to 7.", status.Health.Score);
        text.Gauge(
            "patience_factor",
            "Times the usual patience with a suspect guest; 1 while the monitor is well.",
            status.Health.Factor
        );
        text.Gauge(
            "tick_lateness_seconds",
            "How late the watch's own timer, which comes each second, came last.",
            seen.LatenessS
        );
        Outbox(text, seen);
        Lanes(text, seen);
        text.Begin(
            "heartbeats",
            "gauge",
            "Heartbeat channels by state: registered by a guest, and lost or ill of those."
        );
        text.Sample(seen.HeartbeatsRegistered, ("state", "registered"));
        text.Sample(seen.HeartbeatsLost, ("state", "lost"));
        Counters(text, seen.Counts);
    }

    private static void Outbox(MetricsText text, MetricsSnapshot seen)
    {
        var outbox = seen.Status.Notifications;
        text.Gauge("notification_queue_length", "Notifications that wait to be delivered.", outbox.Waiting);
        text.Gauge(
            "notification_age_seconds",
            "Age of the oldest notification that waits; 0 where none does.",
            outbox.OldestS ?? 0
        );
        text.Gauge(
            "outbox_durable",
            "Whether notifications that wait are on disk (1) or in memory only (0).",
            outbox.Durable
        );
        if (seen.Registration is not { } registration)
        {
            return;
        }

        text.Begin("host_registration", "gauge", "What masakari-api says about this host; the state that holds is 1.");
        foreach (var state in Enum.GetValues<RegistrationState>())
        {
            text.Sample(state == registration.State ? 1 : 0, ("state", ReasonCode.Of(state)));
        }

        text.Gauge(
            "host_on_maintenance",
            "Whether masakari has this host in maintenance and refuses its notifications.",
            registration.OnMaintenance
        );
        text.Gauge(
            "segment_enabled",
            "Whether this host's failover segment recovers (1), or is disabled (0).",
            registration.IsSegmentEnabled
        );
    }

    private static void Lanes(MetricsText text, MetricsSnapshot seen)
    {
        text.Begin("agent_calls_in_flight", "gauge", "Questions to guest agents without a final answer, by lane.");
        foreach (var (lane, inFlight, _) in seen.Lanes)
        {
            text.Sample(inFlight, ("lane", ReasonCode.Of(lane)));
        }

        text.Begin("agent_calls_limit", "gauge", "Questions to guest agents that may be in flight, by lane.");
        foreach (var (lane, _, limit) in seen.Lanes)
        {
            text.Sample(limit, ("lane", ReasonCode.Of(lane)));
        }
    }

    private static void Counters(MetricsText text, TallyCounts counts)
    {
        text.Begin("probe_duration_seconds", "histogram", "How long guest agents that answered took.");
        foreach (var (bound, count) in counts.Answers.Cumulated())
        {
            text.Sample("_bucket", count, ("le", PrometheusText.Number(bound)));
        }

        text.Sample("_sum", counts.Answers.Sum.TotalSeconds);
        text.Sample("_count", counts.Answers.Counts.Sum());
        text.Counter("probes_total", "Ended questions to guest agents by result.", "result", counts.Probes);
        text.Begin(
            "alarms_total",
            "counter",
            "Faults by reason and what became of them; one may pass several actions."
        );
        foreach (var (reason, action, count) in counts.Alarms)
        {
            text.Sample(count, ("reason", reason), ("action", action));
        }

        text.Counter(
            "suppressions_total",
            "Faults that were held, refused or only observed, by the ruling's reason.",
            "reason",
            counts.Suppressions
        );
        text.Counter(
            "notifications_total",
            "Attempts to deliver by masakari-api's answer, and withdrawn notifications.",
            "result",
            counts.Deliveries
        );
        text.Counter(
            "recoveries_seen_total",
            "Incidents that ended because the instance was well again.",
            counts.Recovered
        );
        text.Counter("fenced_total", "Domains that the monitor itself destroyed.", counts.Fenced);
    }
}
