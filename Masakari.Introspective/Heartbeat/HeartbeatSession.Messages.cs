using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Heartbeat;

/// <summary>What the guest says.</summary>
internal sealed partial class HeartbeatSession
{
    /// <summary>Takes in what was read from the channel.</summary>
    public HeartbeatStep Received(HeartbeatReading reading, TimeSpan now)
    {
        _isHeard = true;
        if (reading.Refusal is { } refusal)
        {
            var kind = reading.IsOld ? HeartbeatFindingKind.VersionRefused : HeartbeatFindingKind.Refused;
            Refuse(refusal, kind);
            return Step();
        }

        switch (reading.Message)
        {
            case Init init:
                Register(init, now);
                break;
            case ChallengeResponse response:
                Answered(response);
                break;
            case ExitNotice exit:
                _ended = _registration ?? _ended;
                _registrationDue = null;
                Unregister();
                _found.Add(new HeartbeatFinding(HeartbeatFindingKind.Exited, exit.LogMessage));
                break;
            case InitAck or Protocol.Heartbeat.Challenge or ActionNotify:
                Refuse(new Nack(0, 0, null, "only the host sends such messages"), HeartbeatFindingKind.Refused);
                break;
        }

        return Step();
    }

    private void Refuse(Nack refusal, HeartbeatFindingKind kind)
    {
        _send.Add(refusal with { Sequence = ++_sequence });
        _found.Add(new HeartbeatFinding(kind, refusal.LogMessage));
    }

    /// <summary>At any time: a guest that registers again was restarted, or had lost sight of the host.</summary>
    private void Register(Init init, TimeSpan now)
    {
        var wishes = HeartbeatRegistration.From(init);
        var isKnown = wishes == _registration;
        _registration = wishes;
        _isEstablished = false;
        _registrationDue = null;
        _send.Add(new InitAck(++_sequence, init.InvocationId));
        _found.Add(
            new HeartbeatFinding(
                isKnown ? HeartbeatFindingKind.RegisteredAgain : HeartbeatFindingKind.Registered,
                wishes.Name,
                wishes.CorrectiveAction,
                Interval: Interval,
                AskedMs: init.IntervalMs
            )
        );
        Begin(now, TimeSpan.Zero);
    }

    private void Answered(ChallengeResponse response)
    {
        if (!IsWatching || _challenge is not { } open || open != response.Value)
        {
            var isLate = _challenge is null || _previous == response.Value;
            Stray(isLate ? HeartbeatFindingKind.LateAnswer : HeartbeatFindingKind.WrongAnswer);
            return;
        }

        _previous = open;
        _challenge = null;
        _misses = 0;
        _settledAt = TimeSpan.Zero;
        if (!_isEstablished)
        {
            _isEstablished = true;
            _found.Add(new HeartbeatFinding(HeartbeatFindingKind.Established, _registration!.Name));
        }

        if (response.Health is Health.Healthy)
        {
            Well();
        }
        else
        {
            NotWell(response);
        }
    }

    private void Well()
    {
        _excusedWish = null;
        if (_isLost || IsIll || _isHeld)
        {
            _isLost = false;
            _isHeld = false;
            _illWish = null;
            _found.Add(new HeartbeatFinding(HeartbeatFindingKind.Recovered, _registration!.Name));
        }
    }

    private void NotWell(ChallengeResponse response)
    {
        // A repeat of earlier ill health: neither news nor recovery.
        if (response.CorrectiveAction is CorrectiveAction.None && (_isLost || IsIll))
        {
            _isConfirmed |= IsIll;
            return;
        }

        var wish = WishOf(response);
        _isLost = false;
        _isConfirmed = true;
        // A guest that only wanted a line in the log, and now wants help, has news.
        if (_illWish is null || (_illWish is CorrectiveAction.Log && wish is not CorrectiveAction.Log))
        {
            _illWish = wish;
            _excusedWish = null;
            _found.Add(new HeartbeatFinding(HeartbeatFindingKind.IllHealth, response.LogMessage, wish));
        }
    }

    /// <summary>
    /// A repeat of what nobody took up is as urgent as that was; one of nothing is worth a line. A guest that does not say
    /// what it wishes for wishes what it registered with.
    /// </summary>
    private CorrectiveAction WishOf(ChallengeResponse response) =>
        response.CorrectiveAction switch
        {
            CorrectiveAction.None => _excusedWish ?? CorrectiveAction.Log,
            CorrectiveAction.Unknown when _registration!.CorrectiveAction is CorrectiveAction.None =>
                CorrectiveAction.Log,
            CorrectiveAction.Unknown => _registration.CorrectiveAction,
            var wish => wish,
        };

    /// <summary>Said once for each challenge: a guest may send what it likes.</summary>
    private void Stray(HeartbeatFindingKind kind)
    {
        if (!_strayWasSaid)
        {
            _strayWasSaid = true;
            _found.Add(new HeartbeatFinding(kind));
        }
    }
}
