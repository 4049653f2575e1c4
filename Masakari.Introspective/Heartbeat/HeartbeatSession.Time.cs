namespace Masakari.Introspective.Heartbeat;

/// <summary>What falls due.</summary>
internal sealed partial class HeartbeatSession
{
    /// <summary>Does what is due; may be called too early.</summary>
    /// <param name="isServed">Whether somebody reads what is sent.</param>
    public HeartbeatStep Due(TimeSpan now, bool isServed = true)
    {
        if (_registrationDue is { } limit && now >= limit && !_isPaused)
        {
            _registrationDue = null;
            _found.Add(new HeartbeatFinding(HeartbeatFindingKind.NotEstablished));
        }

        if (_challengeDue is { } due && now >= due)
        {
            IntervalOver(due, now, isServed);
        }

        return Step();
    }

    private void IntervalOver(TimeSpan due, TimeSpan now, bool isServed)
    {
        if (_challenge is not null)
        {
            if (now - due > Interval / 2)
            {
                // Whoever looks this late may have been too late for the answer, too.
                _found.Add(new HeartbeatFinding(HeartbeatFindingKind.HostLate, Lasted: now - due));
            }
            else if (now >= _settledAt && (isServed || _isHeard))
            {
                Missed(now);
            }
            else if (now >= _settledAt && !_silenceWasSaid)
            {
                _silenceWasSaid = true;
                _found.Add(new HeartbeatFinding(HeartbeatFindingKind.Unserved));
            }
        }

        Challenge(now);
    }

    private void Missed(TimeSpan now)
    {
        if (_misses == 0)
        {
            _firstMissAskedAt = _askedAt;
        }

        _misses++;
        var isLoss = _misses > options.MissesAllowed;
        _isConfirmed |= isLoss;
        if (_isLost)
        {
            return;
        }

        _isLost = isLoss;
        _found.Add(
            new HeartbeatFinding(
                isLoss ? HeartbeatFindingKind.Lost : HeartbeatFindingKind.Missed,
                _registration!.Name,
                _registration.CorrectiveAction,
                _misses,
                now - _firstMissAskedAt
            )
        );
    }
}
