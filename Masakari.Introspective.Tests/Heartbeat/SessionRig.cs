using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Tests.Heartbeat;

/// <summary>One session, its clock, and everything it said and found.</summary>
internal sealed class SessionRig
{
    private long _random = 100;

    public SessionRig(HeartbeatOptions? options = null, bool isExpected = false, bool isRunning = true)
    {
        Session = new HeartbeatSession(options ?? new HeartbeatOptions(), () => ++_random);
        Session.Expect(isExpected, Now);
        if (isRunning)
        {
            Add(Session.Found(isPaused: false, Now));
        }
    }

    public HeartbeatSession Session { get; }

    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    public List<HeartbeatMessage> Sent { get; } = [];

    public List<HeartbeatFinding> Found { get; } = [];

    public IEnumerable<HeartbeatFindingKind> Kinds => Found.Select(finding => finding.Kind);

    public Challenge? LastChallenge => Sent.OfType<Challenge>().LastOrDefault();

    /// <summary>Whether somebody reads what is sent.</summary>
    public bool IsServed { get; set; } = true;

    /// <summary>How the guest answers by itself while time passes; null where it is silent.</summary>
    public Health? AnswersAs { get; set; }

    public SessionRig Open()
    {
        Add(Session.Opened(Now));
        return this;
    }

    /// <summary>An open channel, a registration, and a first healthy answer.</summary>
    public SessionRig Establish(int intervalMs = 1000, int restartSecs = 200, int resumeSecs = 0)
    {
        Open();
        Init(intervalMs, restartSecs, resumeSecs);
        Answer();
        return this;
    }

    public void Init(
        int intervalMs = 1000,
        int restartSecs = 200,
        int resumeSecs = 0,
        CorrectiveAction wish = CorrectiveAction.Reboot
    ) => Say(new Init(1, 42, "guest", intervalMs, 8, 8, 8, resumeSecs, restartSecs, wish));

    public void Answer(
        Health health = Health.Healthy,
        CorrectiveAction wish = CorrectiveAction.Reboot,
        string text = ""
    ) => Say(new ChallengeResponse(1, LastChallenge!.Value, health, wish, text));

    public void Say(HeartbeatMessage message) => Add(Session.Received(new HeartbeatReading(message, null), Now));

    public void Do(Func<HeartbeatSession, TimeSpan, HeartbeatStep> change) => Add(change(Session, Now));

    /// <summary>Lets time pass, doing what is due on time.</summary>
    public SessionRig Advance(double seconds)
    {
        var end = Now + TimeSpan.FromSeconds(seconds);
        while (Session.DueAt is { } due && due <= end)
        {
            Now = due > Now ? due : Now;
            Add(Session.Due(Now, IsServed));
        }

        Now = end;
        return this;
    }

    /// <summary>Time passes without the session being looked at.</summary>
    public void Sleep(double seconds) => Now += TimeSpan.FromSeconds(seconds);

    public void Add(HeartbeatStep step)
    {
        Found.AddRange(step.Findings);
        foreach (var message in step.Send)
        {
            Sent.Add(message);
            if (message is Challenge && AnswersAs is { } health)
            {
                Answer(health);
            }
        }
    }
}
