using Masakari.Introspective.Detection.SecondOpinion;

namespace Masakari.Introspective.Detection;

/// <summary>A guest is declared failed.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Misses">Unanswered questions in a row.</param>
/// <param name="Lasted">Time from the first of them being asked to the verdict.</param>
/// <param name="Text">The guest's own words, cleaned and bounded; empty where it said nothing.</param>
internal sealed record Verdict(VerdictReason Reason, int Misses, TimeSpan Lasted, string Text = "")
{
    /// <summary>What others than the guest's agent said about it by then.</summary>
    public GuestOpinion Opinion { get; init; }

    /// <summary>The verdict in one sentence.</summary>
    public string Describe()
    {
        var seconds = Lasted.TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
        return Reason switch
        {
            VerdictReason.GuestSilent when Opinion is not GuestOpinion.Unknown =>
                $"the guest agent left {Misses} questions in a row unanswered over {seconds} s; {Opinion.Describe(isPortClosed: false)}",
            VerdictReason.GuestSilent =>
                $"the guest agent left {Misses} questions in a row unanswered over {seconds} s",
            VerdictReason.QemuStopped =>
                $"the guest agent left {Misses} questions in a row unanswered over {seconds} s, and QEMU itself does not answer libvirt",
            VerdictReason.KernelDead =>
                $"the guest agent's port has been closed for {seconds} s, and {Opinion.Describe(isPortClosed: true)}",
            VerdictReason.PortClosed when Opinion is not GuestOpinion.Unknown =>
                $"the guest agent's port has been closed for {seconds} s; {Opinion.Describe(isPortClosed: true)}",
            VerdictReason.PortClosed => $"the guest agent's port has been closed for {seconds} s",
            VerdictReason.HeartbeatLost =>
                $"the guest left {Misses} heartbeat challenge{(Misses == 1 ? "" : "s")} in a row unanswered over {seconds} s",
            VerdictReason.IllHealth when Text.Length > 0 => $"the guest says that it is not well: {Text}",
            VerdictReason.IllHealth => "the guest says that it is not well, and not why",
            VerdictReason.HealthCheckFailed =>
                $"the health check in the guest failed {Misses} time{(Misses == 1 ? "" : "s")} in a row: {Text}",
            VerdictReason.HealthCheckHangs => "the health check in the guest does not end",
            VerdictReason.GuestPanicked => "the guest's kernel panicked",
            VerdictReason.WatchdogFired => $"the guest's watchdog fired (action {Text})",
            VerdictReason.IoErrorPause => "an I/O error of one of its disks paused the guest",
            _ => throw new InvalidOperationException($"no words for {Reason}"),
        };
    }
}
