using Masakari.Introspective.Diagnostics.Control;
using Microsoft.AspNetCore.Http;

namespace Masakari.Introspective.Diagnostics.Metrics;

/// <summary>What monitoring systems read: <c>/metrics</c>, <c>/healthz</c>, <c>/readyz</c>; plain text.</summary>
internal sealed class MetricsPages(MonitorDesk desk)
{
    /// <summary>Also of a watch that does not move: it says so, and leaves out what only the watch knows.</summary>
    public async Task MetricsAsync(HttpContext context)
    {
        MetricsSnapshot? seen;
        try
        {
            seen = await desk.AskAsync(
                sight => MetricsLooker.Look(sight, desk.Facts, new Clockwork(desk.Time)),
                context.RequestAborted
            );
        }
        catch (ControlRefusal)
        {
            seen = null;
        }

        context.Response.ContentType = PrometheusText.ContentType;
        Write(new MetricsText(context.Response.BodyWriter), seen);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    /// <summary>Whether the watch moves: a restart is the cure where it does not.</summary>
    public Task HealthAsync(HttpContext context) => AnswerAsync(context, HealthProblem());

    /// <summary>Whether it can do its work.</summary>
    public async Task ReadyAsync(HttpContext context) =>
        await AnswerAsync(context, HealthProblem() ?? await ReadinessProblemAsync(context.RequestAborted));

    private string? HealthProblem()
    {
        try
        {
            return desk.Sight.IsMoving() ? null : "the watch does not move: see the daemon's log";
        }
        catch (ControlRefusal refusal)
        {
            return refusal.Message;
        }
    }

    private async Task<string?> ReadinessProblemAsync(CancellationToken cancellationToken)
    {
        if (desk.Condition.StateProblem is { } state)
        {
            return state;
        }

        try
        {
            return await desk.AskAsync(
                sight =>
                    !sight.Around.Instances.IsCurrent ? "libvirt is not connected"
                    : !sight.Delivery.IsDurable
                        ? "the outbox's disk refuses: notifications that wait are kept in memory only"
                    : null,
                cancellationToken
            );
        }
        catch (ControlRefusal refusal)
        {
            return refusal.Message;
        }
    }

    private static Task AnswerAsync(HttpContext context, string? problem)
    {
        context.Response.StatusCode = problem is null
            ? StatusCodes.Status200OK
            : StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync((problem ?? "ok") + "\n", context.RequestAborted);
    }

    private void Write(MetricsText text, MetricsSnapshot? seen)
    {
        text.Begin("build_info", "gauge", "Always 1; the labels say what runs.");
        text.Sample(1, ("version", desk.Facts.Version), ("program", desk.Facts.Program));
        text.Gauge("up", "Whether the watch over the guests moves (1) or not (0).", seen is { Status.IsMoving: true });
        text.Gauge(
            "config_last_reload_successful",
            "Whether the configuration was last read anew as asked; otherwise the former one is in force.",
            desk.Condition.IsConfigurationGood
        );
        text.Gauge(
            "config_last_reload_success_timestamp_seconds",
            "When the configuration in force was read, unix time.",
            desk.Condition.ConfiguredAt.ToUnixTimeSeconds()
        );
        text.Gauge(
            "state_usable",
            "Whether the state folder can be used (1) or not (0).",
            desk.Condition.StateProblem is null
        );
        text.OfProcess(
            "cpu_seconds_total",
            "counter",
            "Processor time of the daemon.",
            Environment.CpuUsage.TotalTime.TotalSeconds
        );
        text.OfProcess("resident_memory_bytes", "gauge", "Memory of the daemon in RAM.", Environment.WorkingSet);
        text.OfProcess(
            "start_time_seconds",
            "gauge",
            "When the daemon started, unix time.",
            desk.Facts.StartedAt.ToUnixTimeSeconds()
        );
        if (seen is not null)
        {
            HostPage.Write(text, seen);
            GuestPage.Write(text, seen.Guests);
        }
    }
}
