using System.Diagnostics;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>A guest that answers heartbeats, seen through the log of the monitor that asks it.</summary>
internal sealed record HeartbeatGuest(LabGuest Guest, MonitorProcess Monitor)
{
    /// <summary>What the monitor logs when a guest has registered its heartbeat.</summary>
    public const string Registered = " registered on ";

    /// <summary>What the monitor logs of a verdict.</summary>
    public const string Failed = " failed: ";

    /// <summary>What the monitor logs of one heartbeat that did not come.</summary>
    public const string Missed = "No answer to a heartbeat challenge";

    /// <summary>What the monitor logs when it was late itself.</summary>
    public const string HostLate = "The monitor itself was";

    /// <summary>What the monitor logs of a verdict that the guest wants logged only.</summary>
    public const string EventOnly = "Not reported: a line in the log";

    /// <summary>What masakari-api stores of a verdict about a guest.</summary>
    public const string Hang = "QEMU_GUEST_AGENT_ERROR/STOPPED_FAILED";

    /// <summary>The operator allows channels to be plugged into running domains.</summary>
    public const string HotPlugAllowed = "[masakari_introspective]\nheartbeat_hotplug = true\n";

    /// <summary>Starts the guest agent, which wants its guest to be recovered.</summary>
    public const string Agent = "agent --corrective-action reboot";

    /// <summary>What the monitor logs when masakari-api has stored a notification.</summary>
    public const string Delivered = "Response: HTTP 202";

    /// <summary>Heartbeats that may be missed, as configured by default.</summary>
    private const int MissesAllowed = 1;

    /// <summary>Interval that the guests of these tests ask for.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>From a fault that makes a guest silent to its verdict.</summary>
    public static TimeSpan Promise => ((MissesAllowed + 2) * Interval) + TimeSpan.FromSeconds(1);

    /// <summary>Options of <c>lab guest start</c> that say, as a flavor does, that this guest is to be asked.</summary>
    public static IReadOnlyList<string> Enabled { get; } = ["--extra-spec", "masakari:heartbeat=true"];

    /// <summary>Starts a program of the guest, for instance <c>agent</c>, and waits until the monitor knows it.</summary>
    /// <returns>
    /// From the return of the command that started it until its registration was in the monitor's log; the command returns
    /// a tenth of a second or so after the start.
    /// </returns>
    public async Task<TimeSpan> StartAsync(string program, CancellationToken cancellationToken)
    {
        var before = Monitor.LinesWith(Registered, Guest.Uuid).Count;
        await Guest.ShellAsync($"heartbeat-start {program}");
        var since = Stopwatch.GetTimestamp();
        await Monitor.WaitForAsync(Registered, Guest.Uuid, before + 1, cancellationToken);
        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>Makes the guest fail and waits for the report of it.</summary>
    /// <returns>
    /// From the return of the command that made it fail until the verdict; the command returns a tenth of a second or so
    /// after the fault, once the guest has confirmed it.
    /// </returns>
    public async Task<TimeSpan> FailAsync(string mode, CancellationToken cancellationToken)
    {
        await Guest.FailAsync(mode);
        var since = Stopwatch.GetTimestamp();
        await Monitor.WaitForAsync(Failed, Guest.Uuid, times: 1, cancellationToken);
        var took = Stopwatch.GetElapsedTime(since);
        await Monitor.WaitForAsync(Delivered, Guest.Uuid, times: 1, cancellationToken);
        return took;
    }
}
