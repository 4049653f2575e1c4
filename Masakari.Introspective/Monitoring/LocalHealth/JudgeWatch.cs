using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.LocalHealth;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Libvirt;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.LocalHealth;

/// <summary>Watches the watcher: keeps the score of its health, widens its patience, voids what a stall made of evidence.</summary>
/// <remarks>Called only from the <see cref="Mailbox"/>.</remarks>
internal sealed partial class JudgeWatch(
    LocalHealthPolicy policy,
    TimeSpan period,
    ISelfReadings? readings,
    InstanceTable instances,
    ILibvirtHost libvirt,
    Mailbox mailbox,
    TimeProvider time,
    ILogger<JudgeWatch> logger,
    CancellationToken stopping
)
{
    /// <summary>How often libvirtd is asked something cheap.</summary>
    private static readonly TimeSpan QueryInterval = TimeSpan.FromSeconds(5);

    private readonly LocalHealthScore _score = new(policy);
    private readonly StallWatch _stall = new(period);
    private readonly LatestAnswers _answers = new();
    private TimeSpan? _askedAt;
    private TimeSpan? _took;
    private bool _isAsking;
    private bool _isAnswerNew;

    /// <summary>0 (well) to 7.</summary>
    public int Score => _score.Value;

    /// <summary>What is wrong, in one line; empty while the score is 0.</summary>
    public string Complaints => _score.Describe();

    /// <summary>Times the usual patience; 1 while the score is 0.</summary>
    public double Factor => policy.Factor(Score);

    /// <summary>How late the monitor's own timer came last.</summary>
    public TimeSpan Lateness => _stall.Lateness;

    /// <summary>When the monitor last ran again after it had stood still; null where it never did.</summary>
    public TimeSpan? StalledUntil => _stall.StalledUntil;

    /// <summary>The evidence that makes a failure now.</summary>
    public DetectionPolicy Widen(DetectionPolicy usual) =>
        usual with
        {
            FailureThreshold = policy.Widen(usual.FailureThreshold, Score),
        };

    /// <summary>How long a suspect may take to answer now.</summary>
    public TimeSpan Widen(TimeSpan usual) => policy.Widen(usual, Score);

    /// <summary>The monitor's own timer came.</summary>
    public void Tick()
    {
        var now = time.Monotonic();
        if (_stall.Tick(now))
        {
            VoidEvidence(now);
        }

        AskLibvirt(now);
        Take(now);
    }

    /// <summary>To be called before anything is made of an answer, or of its absence: the timer may come after it.</summary>
    public void Look()
    {
        var now = time.Monotonic();
        if (_stall.Look(now))
        {
            VoidEvidence(now);
            Take(now);
        }
    }

    /// <summary>Takes in how long a guest took.</summary>
    public void Answered(PingResult result)
    {
        if (result.Answer is PingAnswer.Replied)
        {
            var now = time.Monotonic();
            _answers.Add(now - result.AskedAt, now);
            _isAnswerNew = true;
        }
    }

    private void Take(TimeSpan now)
    {
        var reading = (readings?.Read() ?? new SelfReading()) with
        {
            Lateness = _stall.Lateness,
            QueryDelay = _took ?? (_isAsking ? now - _askedAt : null),
            PingDelay = _isAnswerNew ? _answers.Fastest(now) : null,
        };
        (_took, _isAnswerNew) = (null, false);
        if (_score.Take(reading, now))
        {
            Say();
        }
    }

    private void Say()
    {
        if (Score == 0)
        {
            LogWell();
        }
        else if (Factor > 1)
        {
            LogUnwell(Score, Complaints, Factor);
        }
        else
        {
            LogUnwellOnly(Score, Complaints);
        }
    }

    private void VoidEvidence(TimeSpan now)
    {
        LogStall(_stall.Lateness.TotalSeconds);
        foreach (var instance in instances.All)
        {
            instance.Detector.JudgeStalled(now);
            instance.Witness.Forget();
        }
    }

    private void AskLibvirt(TimeSpan now)
    {
        if (
            !_isAsking
            && instances.IsCurrent
            && !(now - _askedAt < QueryInterval)
            && instances.All.FirstOrDefault(instance => instance.Domain.IsActive) is { } someone
        )
        {
            (_isAsking, _askedAt) = (true, now);
            _ = AskLibvirtAsync(someone.Uuid);
        }
    }

    private async Task AskLibvirtAsync(Guid someone)
    {
        var began = time.Monotonic();
        TimeSpan? took = null;
        try
        {
            await libvirt.GetDomainAsync(someone, stopping);
            took = time.Monotonic() - began;
        }
#pragma warning disable CA1031 // Whatever refused it: the next question is asked all the same.
        catch (Exception refusal)
#pragma warning restore CA1031
        {
            LogNotAnswered(refusal.Message);
        }

        mailbox.Post(() => (_isAsking, _took) = (false, took));
    }
}
