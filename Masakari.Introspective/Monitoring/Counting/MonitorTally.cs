using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Monitoring.Counting;

/// <summary>What the daemon has counted since its start, over all readings of its configuration.</summary>
/// <remarks>
/// Touched only from the <see cref="Mailbox"/>, so that a probe costs one plain increment; deliveries alone are counted by
/// threads of their own.
/// </remarks>
internal sealed class MonitorTally
{
    private const string OtherReason = "other";

    /// <summary>Why something is reported: verdicts, what libvirt itself said, and anything that an older file may hold.</summary>
    private static readonly string[] AlarmReasons =
    [
        .. Enum.GetValues<VerdictReason>().Select(ReasonCode.Of),
        "domain-died",
        "io-error",
        OtherReason,
    ];

    /// <summary>What became of an alarm.</summary>
    private static readonly DecisionKind[] AlarmActions =
    [
        DecisionKind.Reported,
        DecisionKind.Held,
        DecisionKind.Refused,
        DecisionKind.WouldReport,
    ];

    private readonly long[] _probes = new long[Enum.GetValues<PingAnswer>().Length];
    private readonly long[] _suppressions = new long[Enum.GetValues<RulingReason>().Length];
    private readonly long[] _deliveries = new long[Enum.GetValues<DeliveryOutcome>().Length];
    private readonly long[,] _alarms = new long[AlarmReasons.Length, AlarmActions.Length];
    private readonly DurationHistogram _answers = new(.001, .005, .01, .05, .1, .5, 1, 2, 5);
    private long _recovered;
    private long _fenced;
    private long _withdrawn;

    /// <summary>A question to a guest has ended.</summary>
    /// <param name="now">The monotonic clock.</param>
    public void Answered(PingResult result, TimeSpan now)
    {
        if (!result.IsFinal)
        {
            return;
        }

        _probes[(int)result.Answer]++;
        if (result.Answer is PingAnswer.Replied or PingAnswer.RepliedWithError)
        {
            _answers.Add(now - result.AskedAt);
        }
    }

    /// <summary>A decision has fallen.</summary>
    public void Noted(Decision decision)
    {
        switch (decision.Kind)
        {
            case DecisionKind.Reported:
                CountAlarm(decision.Code, DecisionKind.Reported);
                break;
            case DecisionKind.Recovered:
                _recovered++;
                break;
            case DecisionKind.Fenced:
                _fenced++;
                break;
            case DecisionKind.Withdrawn:
                _withdrawn++;
                break;
        }
    }

    /// <summary>A fault is not reported, for a reason that is new for it.</summary>
    public void Ruled(Notification notification, Ruling ruling)
    {
        _suppressions[(int)ruling.Reason]++;
        // A doubt of the judge about itself comes before any verdict.
        if (notification.Code != ruling.Code)
        {
            CountAlarm(
                notification.Code,
                ruling.Kind switch
                {
                    RulingKind.Hold => DecisionKind.Held,
                    RulingKind.Refuse => DecisionKind.Refused,
                    _ => DecisionKind.WouldReport,
                }
            );
        }
    }

    /// <summary>A sink has answered. From any thread.</summary>
    public void Delivered(DeliveryOutcome outcome) => Interlocked.Increment(ref _deliveries[(int)outcome]);

    public TallyCounts Read() =>
        new(
            ByCode<PingAnswer>(_probes),
            _answers.Read(),
            ByCode<RulingReason>(_suppressions),
            [.. Alarms()],
            [.. ByCode<DeliveryOutcome>(_deliveries), ("withdrawn", _withdrawn)],
            _recovered,
            _fenced
        );

    private void CountAlarm(string code, DecisionKind action)
    {
        var reason = Array.IndexOf(AlarmReasons, code);
        _alarms[reason < 0 ? AlarmReasons.Length - 1 : reason, Array.IndexOf(AlarmActions, action)]++;
    }

    private IEnumerable<(string Reason, string Action, long Count)> Alarms()
    {
        for (var reason = 0; reason < AlarmReasons.Length; reason++)
        {
            for (var action = 0; action < AlarmActions.Length; action++)
            {
                yield return (AlarmReasons[reason], ReasonCode.Of(AlarmActions[action]), _alarms[reason, action]);
            }
        }
    }

    private static IReadOnlyList<(string Code, long Count)> ByCode<TReason>(long[] counts)
        where TReason : struct, Enum =>
        [.. Enum.GetValues<TReason>().Select((reason, place) => (ReasonCode.Of(reason), counts[place]))];
}
