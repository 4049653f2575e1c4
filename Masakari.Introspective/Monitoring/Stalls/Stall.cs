using Masakari.Introspective.Detection;

namespace Masakari.Introspective.Monitoring.Stalls;

/// <summary>A guest stands still, and libvirt said so.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Text">The watchdog's action; empty for other reasons.</param>
internal sealed record Stall(VerdictReason Reason, string Text = "")
{
    /// <summary>Whether the guest may go on by itself: a watchdog that fires says less than an answer of the guest.</summary>
    public bool MayAnswer => Reason is VerdictReason.WatchdogFired && Text is not "pause";

    public Verdict Verdict => new(Reason, 0, TimeSpan.Zero, Text);
}
