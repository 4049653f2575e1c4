using FsCheck.NUnit;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Tests.Heartbeat;

/// <summary>Promises that hold for every sequence of inputs.</summary>
internal sealed class HeartbeatSessionProperties
{
    private const int Kinds = 18;

    [Property(MaxTest = 3000, EndSize = 200, QuietOnSuccess = true)]
    public bool NoReport_WhilePausedOrClosedOrUnregisteredOrTwiceWithoutRecovery(byte[] inputs)
    {
        var rig = new SessionRig(new HeartbeatOptions { MissesAllowed = 1 });
        var world = new World();
        foreach (var input in inputs)
        {
            var before = rig.Found.Count;
            world.Apply(rig, input % Kinds, input / Kinds);
            if (!rig.Found.Skip(before).All(world.Allows))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What a bystander knows: enough to say which findings would be wrong.</summary>
    private sealed class World
    {
        private bool _isOpen;
        private bool _isPaused;
        private bool _isRunning = true;
        private bool _isRegistered;
        private bool _isLost;
        private CorrectiveAction? _ill;
        private bool _seesUnhealthy;

        public void Apply(SessionRig rig, int kind, int more)
        {
            _seesUnhealthy = false;
            switch (kind)
            {
                case 0:
                    Forget(!_isRunning);
                    _isOpen = true;
                    rig.Open();
                    break;
                case 1:
                    Forget(!_isRunning);
                    _isOpen = false;
                    rig.Do((session, _) => session.Closed());
                    break;
                case 2:
                    _isPaused = true;
                    rig.Do((session, _) => session.Suspended());
                    break;
                case 3:
                    _isPaused = false;
                    rig.Do((session, now) => session.Resumed(now));
                    break;
                case 4:
                    Forget(_isRegistered);
                    rig.Do((session, now) => session.Rebooted(now));
                    break;
                case 5:
                    Forget(_isRunning);
                    (_isRunning, _isPaused) = (true, false);
                    rig.Do((session, now) => session.Started(now));
                    break;
                case 6:
                    Forget(true);
                    _isRunning = false;
                    rig.Do((session, _) => session.Stopped());
                    break;
                case 7 or 8 or 9:
                    _isRegistered = true;
                    rig.Init(1000 + (500 * more));
                    break;
                case 10:
                    Forget(true);
                    rig.Say(new ExitNotice(1, ""));
                    break;
                case 11:
                    rig.Say(new ChallengeResponse(1, more, Health.Unhealthy, CorrectiveAction.Reboot, "wrong value"));
                    break;
                case 12 when rig.LastChallenge is not null:
                    rig.Answer();
                    break;
                case 13 when rig.LastChallenge is not null:
                    _seesUnhealthy = true;
                    rig.Answer(Health.Unhealthy, (CorrectiveAction)(more % 5));

                    // It answered: silence from here on would be another loss.
                    _isLost &= rig.Session.View.IsLost;
                    break;
                case 14:
                    rig.Sleep(more);
                    rig.Do((session, now) => session.Due(now));
                    break;
                default:
                    rig.Advance(more);
                    break;
            }
        }

        public bool Allows(HeartbeatFinding finding)
        {
            var isWatching = _isRegistered && _isOpen && _isRunning && !_isPaused;
            switch (finding.Kind)
            {
                case HeartbeatFindingKind.Missed:
                    return isWatching && !_isLost;
                case HeartbeatFindingKind.Lost:
                    var isFirst = !_isLost;
                    _isLost = true;
                    return isWatching && isFirst;
                case HeartbeatFindingKind.IllHealth:
                    var isNews = _ill is null or CorrectiveAction.Log;
                    (_ill, _isLost) = (finding.Action, false);
                    return isWatching && isNews && _seesUnhealthy;
                case HeartbeatFindingKind.Recovered:
                    var hadFailed = _isLost || _ill is not null;
                    (_ill, _isLost) = (null, false);
                    return isWatching && hadFailed;
                case HeartbeatFindingKind.NotEstablished:
                    return !_isRegistered && !_isPaused && _isRunning;
                default:
                    return true;
            }
        }

        private void Forget(bool isDue)
        {
            if (isDue)
            {
                (_isRegistered, _isLost, _ill) = (false, false, null);
            }
        }
    }
}
