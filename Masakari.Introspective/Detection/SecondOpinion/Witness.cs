namespace Masakari.Introspective.Detection.SecondOpinion;

/// <summary>Watches a suspect's counters and says what they prove.</summary>
/// <remarks>
/// The balloon driver's last report is the one counter that proves a kernel alive; that it stands still for three of its
/// periods proves the kernel dead, unless the guest still begins disk or network requests (a guest that shuts down may have
/// ended its balloon service long before). vCPU time proves nothing: a dead kernel may spin.
/// </remarks>
internal sealed class Witness
{
    /// <summary>Periods without a report, seen from the first to the last sample, that make a kernel dead.</summary>
    public const int PeriodsToDeath = 3;

    /// <summary>How long a proof of life holds is counted in this period where the domain's own is not known; Nova's default.</summary>
    public static readonly TimeSpan UsualPeriod = TimeSpan.FromSeconds(10);

    /// <summary>Samples kept for evidence.</summary>
    public const int Kept = 20;

    private readonly Queue<GuestSample> _samples = new();
    private GuestSample? _latest;
    private TimeSpan _quietSince;
    private TimeSpan? _provedAt;
    private bool _isQemuStopped;

    /// <summary>Changes when everything seen is void; a sample asked for before belongs to the past.</summary>
    public int Epoch { get; private set; }

    /// <summary>Since when no opinion could be formed; null where there is one, or nobody asked.</summary>
    public TimeSpan? UnknownSince { get; private set; }

    /// <summary>The latest samples, oldest first.</summary>
    public IReadOnlyList<GuestSample> Samples => [.. _samples];

    /// <summary>How long nothing but vCPU time and what others sent was seen to move.</summary>
    public TimeSpan Quiet => _latest is null ? TimeSpan.Zero : _latest.At - _quietSince;

    public void Take(GuestSample sample)
    {
        _isQemuStopped = false;
        var before = _latest;
        if (before is null)
        {
            _quietSince = sample.At;
        }
        else if (sample.ProvesLifeSince(before))
        {
            _quietSince = sample.At;
            _provedAt = sample.At;
        }
        else if (sample.ShowsWorkSince(before))
        {
            _quietSince = sample.At;
        }

        _latest = sample;
        _samples.Enqueue(sample);
        if (_samples.Count > Kept)
        {
            _samples.Dequeue();
        }
    }

    /// <summary>QEMU left the request for a sample unanswered.</summary>
    public void QemuDidNotAnswer() => _isQemuStopped = true;

    /// <summary>The domain was paused, started or resumed, or the guest answers: what was seen says nothing any more.</summary>
    public void Forget()
    {
        Epoch++;
        _samples.Clear();
        _latest = null;
        _provedAt = null;
        _isQemuStopped = false;
        UnknownSince = null;
    }

    /// <summary>Keeps account of how long there has been no opinion.</summary>
    public void Note(GuestOpinion opinion, TimeSpan now) =>
        UnknownSince = opinion is GuestOpinion.Unknown ? UnknownSince ?? now : null;

    /// <param name="period">How often QEMU asks the balloon driver; null where it does not, or that is not known.</param>
    /// <param name="heartbeatAnswers">Whether the guest answers on its heartbeat channel.</param>
    public GuestOpinion Judge(TimeSpan? period, bool heartbeatAnswers, TimeSpan now)
    {
        if (_isQemuStopped)
        {
            return GuestOpinion.QemuStopped;
        }

        if (heartbeatAnswers)
        {
            return GuestOpinion.KernelAlive;
        }

        if (_latest is not { HasBalloon: true })
        {
            return GuestOpinion.Unknown;
        }

        if (period is { } known && Quiet >= PeriodsToDeath * known)
        {
            return GuestOpinion.KernelDead;
        }

        return _provedAt is { } at && now - at < PeriodsToDeath * (period ?? UsualPeriod)
            ? GuestOpinion.KernelAlive
            : GuestOpinion.Unknown;
    }
}
