using System.Globalization;

namespace Masakari.Introspective.Detection.Sensitivity;

/// <summary>How one instance is watched, and who said so.</summary>
/// <param name="Interval">How often it is asked.</param>
/// <param name="IntervalOrigin">Where that comes from.</param>
/// <param name="Timeout">How long its agent may take to answer.</param>
/// <param name="TimeoutOrigin">Where that comes from.</param>
/// <param name="Detection">How much evidence makes a failure.</param>
/// <param name="ThresholdOrigin">Where its threshold comes from.</param>
/// <param name="Reask">After a missed answer it is asked again this soon; never longer than <paramref name="Interval"/>.</param>
internal sealed record EffectivePolicy(
    TimeSpan Interval,
    PolicyOrigin IntervalOrigin,
    TimeSpan Timeout,
    PolicyOrigin TimeoutOrigin,
    DetectionPolicy Detection,
    PolicyOrigin ThresholdOrigin,
    TimeSpan Reask
)
{
    private static readonly TimeSpan LeastFreshness = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    /// <summary>
    /// An observation of silence older than this is asked for again before anything is sent: no shorter than the time in which
    /// the next one comes by itself.
    /// </summary>
    public TimeSpan Freshness { get; } =
        Interval + Timeout + Slack > LeastFreshness ? Interval + Timeout + Slack : LeastFreshness;

    /// <summary>In one line: <c>every 2 s (server metadata masakari:interval), for 1 s each (default), 3 misses are a failure (default)</c>.</summary>
    public string Describe() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"every {Interval.TotalSeconds:0.###} s ({IntervalOrigin.Describe()}), for {Timeout.TotalSeconds:0.###} s each "
                + $"({TimeoutOrigin.Describe()}), {Detection.FailureThreshold} {(Detection.FailureThreshold == 1 ? "miss is" : "misses are")} "
                + $"a failure ({ThresholdOrigin.Describe()})"
        );
}
