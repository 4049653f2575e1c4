using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Heartbeat;

/// <summary>The heartbeat of one guest on one channel: inputs in, messages and findings out; no clock, no I/O.</summary>
/// <remarks>
/// Silence means something only between a guest that registered, a domain that runs and a channel that is open: whenever
/// one of the three begins anew, so does the counting. All times are readings of one monotonic clock.
/// <para>
/// A guest sees the host's end close and open again when the monitor restarts, and registers anew some seconds later at
/// worst (StarlingX's retries every 5 s). So after an opening and after a pause, misses count only once the guest had the
/// time to settle; one that hung before is still found then.
/// </para>
/// <para>
/// A connection also succeeds while another client holds the channel: QEMU serves one at a time, and the rest wait unseen.
/// So where nobody reads the challenges, silence counts only once something came over that very connection.
/// </para>
/// </remarks>
internal sealed partial class HeartbeatSession(HeartbeatOptions options, Func<long> random)
{
    /// <summary>Least time to settle: two of a StarlingX guest's tries to register.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan MaxSettle = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MaxRestart = TimeSpan.FromDays(1);

    private readonly List<HeartbeatMessage> _send = [];
    private readonly List<HeartbeatFinding> _found = [];
    private bool _isOpen;
    private bool _isHeard;
    private bool _silenceWasSaid;
    private bool _isRunning;
    private bool _isPaused;
    private bool _isExpected;
    private HeartbeatRegistration? _registration;
    private bool _isEstablished;
    private HeartbeatRegistration? _ended;
    private long? _challenge;
    private long? _previous;
    private bool _strayWasSaid;
    private int _misses;
    private TimeSpan _firstMissAskedAt;
    private TimeSpan _askedAt;
    private TimeSpan _settledAt;
    private TimeSpan? _challengeDue;
    private TimeSpan? _registrationDue;
    private bool _isLost;
    private CorrectiveAction? _illWish;
    private CorrectiveAction? _excusedWish;
    private bool _isConfirmed;
    private bool _isHeld;
    private long _sequence;

    /// <summary>When <see cref="Due"/> has something to do next; null where nothing is.</summary>
    public TimeSpan? DueAt =>
        (_challengeDue, _registrationDue) switch
        {
            ({ } challenge, { } registration) => challenge < registration ? challenge : registration,
            var (challenge, registration) => challenge ?? registration,
        };

    public HeartbeatView View =>
        new(_registration, _isLost, _illWish, (_isLost || IsIll) && _isConfirmed && IsWatching)
        {
            IsSuspect = _misses > 0,
        };

    private bool IsIll => _illWish is not null;

    private bool IsWatching => _registration is not null && _isOpen && _isRunning && !_isPaused;

    private TimeSpan Interval => options.Clamp(_registration!.IntervalMs);

    /// <summary>Takes up a registration made before the monitor was restarted.</summary>
    /// <param name="isLost">Its loss was found then.</param>
    /// <param name="illWish">What it wished for when it said that it is not well; null where it had not.</param>
    public void Restore(HeartbeatRegistration registration, bool isLost, CorrectiveAction? illWish)
    {
        _registration = registration;
        _isEstablished = true;
        _isLost = isLost;
        _illWish = illWish;
    }

    /// <summary>Whether somebody waits for the guest to register: the warning is due that long from now.</summary>
    public void Expect(bool isExpected, TimeSpan now)
    {
        if (isExpected != _isExpected)
        {
            _isExpected = isExpected;
            _registrationDue = null;
            AwaitRegistration(now);
        }
    }

    /// <summary>The host is connected to the channel.</summary>
    public HeartbeatStep Opened(TimeSpan now)
    {
        _isOpen = true;
        _isHeard = false;
        _silenceWasSaid = false;
        if (!_isRunning)
        {
            // A channel of a domain that was not seen running yet: what comes over it is of the new run.
            Unregister();
        }

        Begin(now, TimeToSettle());
        return Step();
    }

    /// <summary>The connection ended, for whatever reason: it says nothing about the guest.</summary>
    public HeartbeatStep Closed()
    {
        _isOpen = false;
        if (!_isRunning)
        {
            Unregister();
        }

        Hold();
        return Step();
    }

    /// <summary>The domain was paused, by whomever.</summary>
    public HeartbeatStep Suspended()
    {
        _isPaused = true;
        Hold();
        return Step();
    }

    /// <summary>The domain runs again after a pause: challenged afresh, nothing from before counts.</summary>
    public HeartbeatStep Resumed(TimeSpan now)
    {
        if (_isPaused)
        {
            _isPaused = false;
            Begin(now, TimeToSettle());
            if (_registrationDue is not null)
            {
                _registrationDue = now + options.RegistrationTimeout;
            }
        }

        return Step();
    }

    /// <summary>The domain started: booted, restored, or came by migration.</summary>
    public HeartbeatStep Started(TimeSpan now)
    {
        if (_isRunning)
        {
            Unregister();
        }

        // A registration made since the stop was seen is of this run: the event came second.
        _isRunning = true;
        _isPaused = false;
        Begin(now, TimeSpan.Zero);
        AwaitRegistration(now);
        return Step();
    }

    /// <summary>The domain is known to run already, for how long nobody knows.</summary>
    public HeartbeatStep Found(bool isPaused, TimeSpan now)
    {
        _isRunning = true;
        _isPaused = isPaused;
        AwaitRegistration(now);
        Begin(now, TimeToSettle());
        return Step();
    }

    /// <summary>The guest rebooted: it has to register again. One that rebooted in good order said goodbye before.</summary>
    public HeartbeatStep Rebooted(TimeSpan now)
    {
        if ((_registration ?? _ended) is { } before)
        {
            Unregister();
            _ended = null;
            var restart = TimeSpan.FromSeconds(before.RestartSecs);
            _registrationDue = now + (restart < MaxRestart ? restart : MaxRestart);
        }

        return Step();
    }

    /// <summary>The domain stopped.</summary>
    public HeartbeatStep Stopped()
    {
        _isRunning = false;
        _registrationDue = null;
        _ended = null;
        Unregister();
        return Step();
    }

    /// <summary>The last loss or ill health was not taken up: if it still holds it is found again.</summary>
    public void Excuse()
    {
        _isLost = false;
        _excusedWish = _illWish ?? _excusedWish;
        _illWish = null;
        _misses = 0;
    }

    /// <summary>As <see cref="Excuse"/>, for one that is remembered as failed: its recovery is told all the same.</summary>
    public void HoldFailure()
    {
        Excuse();
        _isHeld = true;
    }

    private void AwaitRegistration(TimeSpan now)
    {
        if (_isExpected && _isRunning && _registration is null)
        {
            _registrationDue = now + options.RegistrationTimeout;
        }
    }

    private void Unregister()
    {
        _registration = null;
        _isEstablished = false;
        _isHeld = false;
        Excuse();
        _excusedWish = null;
        Hold();
    }

    private void Hold()
    {
        _previous = _challenge ?? _previous;
        _challenge = null;
        _challengeDue = null;
        _misses = 0;
        _isConfirmed = false;
    }

    private void Begin(TimeSpan now, TimeSpan settle)
    {
        Hold();
        _settledAt = now + settle;
        if (IsWatching)
        {
            Challenge(now);
        }
    }

    private TimeSpan TimeToSettle()
    {
        var own = TimeSpan.FromSeconds(_registration?.ResumeNoticeSecs ?? 0);
        return own < Settle ? Settle
            : own > MaxSettle ? MaxSettle
            : own;
    }

    private void Challenge(TimeSpan now)
    {
        var value = random();
        _previous = _challenge ?? _previous;
        _challenge = value;
        _strayWasSaid = false;
        _askedAt = now;
        _challengeDue = now + Interval;
        _send.Add(new Challenge(++_sequence, value));
    }

    private HeartbeatStep Step()
    {
        var step = new HeartbeatStep([.. _send], [.. _found]);
        _send.Clear();
        _found.Clear();
        return step;
    }
}
