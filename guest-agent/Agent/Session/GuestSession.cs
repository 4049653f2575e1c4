using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Session;

/// <summary>The guest's state machine: when to register, what to answer. Times are ms of one monotonic clock.</summary>
/// <remarks>docs/protocol.md, "The guest".</remarks>
/// <param name="options">What init says.</param>
/// <param name="name">The guest's name.</param>
/// <param name="newId">A random number, 1..2^31-1, for each init.</param>
internal sealed class GuestSession(AgentOptions options, string name, Func<int> newId)
{
    /// <summary>Ms between two tries to register.</summary>
    public const int InitRetryMs = 5000;

    /// <summary>Least ms without a challenge after which the host has lost the session.</summary>
    public const int LeastSilenceMs = 5000;

    /// <summary>The way of a message, which the host allows for: s.</summary>
    private const int WaySecs = 1;

    private readonly long _silenceMs = Math.Max(2L * options.IntervalMs, LeastSilenceMs);
    private long _sequence;
    private long _id;
    private long _previousId;
    private long _deadline;

    public GuestState State { get; private set; }

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public long Due => State is GuestState.Absent ? long.MaxValue : _deadline;

    public long NextSequence() => ++_sequence;

    public Init HostCame(long now) => Register(now);

    public void HostWent() => State = GuestState.Absent;

    public SessionNews Receive(HeartbeatMessage message, long now)
    {
        switch (message)
        {
            case InitAck ack
                when State is GuestState.Registering && (ack.InvocationId == _id || ack.InvocationId == _previousId):
                State = GuestState.Registered;
                _deadline = now + _silenceMs;
                return SessionNews.Registered;
            case Challenge when State is GuestState.Registered:
                _deadline = now + _silenceMs;
                return SessionNews.Challenged;
            case ActionNotify when State is GuestState.Registered:
                return SessionNews.Asked;
            default:
                return SessionNews.Nothing;
        }
    }

    /// <returns>The init to send, where one is due.</returns>
    public Init? Tick(long now) => now >= Due ? Register(now) : null;

    /// <summary>The agent was not scheduled on time: challenges may still wait in the port, so the silence starts anew.</summary>
    public void WasLate(long now)
    {
        if (State is GuestState.Registered)
        {
            _deadline = now + _silenceMs;
        }
    }

    /// <returns>The goodbye to send; null where the host does not listen.</returns>
    public ExitNotice? Exit(string why) => State is GuestState.Registered ? new ExitNotice(NextSequence(), why) : null;

    private Init Register(long now)
    {
        State = GuestState.Registering;
        _deadline = now + InitRetryMs;
        (_previousId, _id) = (_id, newId());
        return new Init(
            NextSequence(),
            _id,
            name,
            options.IntervalMs,
            options.VoteSecs + WaySecs,
            options.ShutdownSecs + WaySecs,
            options.SuspendSecs + WaySecs,
            options.ResumeSecs + WaySecs,
            options.RestartSecs + WaySecs,
            options.CorrectiveAction
        );
    }
}
