using System.Globalization;

namespace Masakari.Introspective.Detection.Sensitivity;

/// <summary>The policy of one instance: the host's, and over it what its flavor and its own metadata say within the limits.</summary>
/// <remarks>
/// A source that says more beats one that says less: in each, a value's own key beats the preset there, and both beat the
/// sources below it. A number that is not allowed is ignored, as if it were not there; a preset is brought into the limits.
/// </remarks>
/// <param name="Policy">What holds; the host's own object where nobody says anything else.</param>
/// <param name="Complaints">What was ignored.</param>
internal sealed record PolicyChoice(EffectivePolicy Policy, IReadOnlyList<PolicyComplaint> Complaints)
{
    /// <param name="wishes">The strongest source first.</param>
    public static PolicyChoice Of(EffectivePolicy host, PolicyLimits limits, params ReadOnlySpan<PolicyWish> wishes)
    {
        var complaints = new List<PolicyComplaint>();
        (int Value, PolicyOrigin Origin)? interval = null;
        (int Value, PolicyOrigin Origin)? timeout = null;
        (int Value, PolicyOrigin Origin)? threshold = null;
        foreach (var wish in wishes)
        {
            if (wish.Values is null)
            {
                continue;
            }

            var preset = Preset(wish, complaints);
            var ownInterval = Own(wish, PolicyKeys.Interval, limits.Interval, complaints);
            var ownTimeout = Own(wish, PolicyKeys.Timeout, limits.Timeout, complaints);
            var ownThreshold = Own(wish, PolicyKeys.Threshold, limits.Threshold, complaints);
            interval ??= ownInterval ?? FromPreset(wish, preset, preset?.Interval, limits.Interval);
            timeout ??= ownTimeout ?? FromPreset(wish, preset, preset?.Timeout, limits.Timeout);
            threshold ??= ownThreshold ?? FromPreset(wish, preset, preset?.Threshold, limits.Threshold);
        }

        return interval is null && timeout is null && threshold is null
            ? new PolicyChoice(host, complaints)
            : new PolicyChoice(Over(host, interval, timeout, threshold), complaints);
    }

    private static EffectivePolicy Over(
        EffectivePolicy host,
        (int Value, PolicyOrigin Origin)? interval,
        (int Value, PolicyOrigin Origin)? timeout,
        (int Value, PolicyOrigin Origin)? threshold
    )
    {
        var every = interval is { } i ? TimeSpan.FromSeconds(i.Value) : host.Interval;
        return new EffectivePolicy(
            every,
            interval?.Origin ?? host.IntervalOrigin,
            timeout is { } t ? TimeSpan.FromSeconds(t.Value) : host.Timeout,
            timeout?.Origin ?? host.TimeoutOrigin,
            threshold is { } n ? host.Detection with { FailureThreshold = n.Value } : host.Detection,
            threshold?.Origin ?? host.ThresholdOrigin,
            host.Reask < every ? host.Reask : every
        );
    }

    private static SensitivityPreset? Preset(PolicyWish wish, List<PolicyComplaint> complaints)
    {
        if (!wish.Values!.TryGetValue(PolicyKeys.Sensitivity, out var name))
        {
            return null;
        }

        var preset = SensitivityPreset.Find(name);
        if (preset is null)
        {
            var origin = new PolicyOrigin(wish.Source, PolicyKeys.Sensitivity);
            complaints.Add(new PolicyComplaint(origin, name, string.Join(", ", SensitivityPreset.Names)));
        }

        return preset;
    }

    private static (int, PolicyOrigin)? Own(
        PolicyWish wish,
        string key,
        ValueRange allowed,
        List<PolicyComplaint> complaints
    )
    {
        if (!wish.Values!.TryGetValue(key, out var text))
        {
            return null;
        }

        var origin = new PolicyOrigin(wish.Source, key);
        if (
            int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && allowed.Contains(value)
        )
        {
            return (value, origin);
        }

        complaints.Add(new PolicyComplaint(origin, text, allowed.ToString()));
        return null;
    }

    private static (int, PolicyOrigin)? FromPreset(
        PolicyWish wish,
        SensitivityPreset? preset,
        int? value,
        ValueRange allowed
    )
    {
        if (preset is null || value is not { } own)
        {
            return null;
        }

        var key = $"{PolicyKeys.Sensitivity} = {preset.Name}";
        return (allowed.Clamp(own), new PolicyOrigin(wish.Source, key, IsLimited: !allowed.Contains(own)));
    }
}
