using Masakari.Introspective.Agent.Applications;
using Masakari.Introspective.Agent.Channel;
using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Agent.Scripts;
using Masakari.Introspective.Agent.Session;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Loop;

/// <summary>The agent: one thread that waits for the port, the applications, the scripts and the next moment.</summary>
internal sealed class AgentLoop : IDisposable
{
    /// <summary>Ms after its moment at which a turn counts as late: the agent itself was not scheduled.</summary>
    public const int LateMs = 800;

    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly AgentLog _log;
    private readonly ServiceManager _manager;
    private readonly Poller _poller = new();
    private readonly WakeUp _wakeUp = new();
    private readonly Memory _memory = new();
    private readonly HostChannel _channel;
    private readonly GuestSession _session;
    private readonly HealthAnswer _answer;
    private readonly AppRegistry _registry;
    private readonly AppDesk _desk;
    private readonly AppServer _apps;
    private readonly RegistrationFile? _kept;
    private readonly HealthScript _health;
    private readonly EventScript _events;
    private readonly CorrectiveAction _action;
    private readonly List<HeartbeatMessage> _messages = [];
    private readonly List<IllHealth> _reasons = [];
    private volatile bool _isOver;
    private readonly LineBudget _comings = new();
    private string _saidOfHealth = "";
    private bool _saysHost;

    /// <exception cref="IOException">The application socket cannot be used.</exception>
    /// <exception cref="ConfigException">The device cannot be a port.</exception>
    public AgentLoop(AgentOptions options, TimeProvider clock, AgentLog log, ServiceManager manager)
    {
        _clock = clock;
        _start = clock.GetTimestamp();
        _log = log;
        _manager = manager;
        _action = options.CorrectiveAction;
        _channel = new HostChannel(new PortFinder(options.Device), options.Format, log);
        var name = options.Name.Length > 0 ? options.Name : Environment.MachineName;
        _session = new GuestSession(options, name, () => Random.Shared.Next(1, int.MaxValue));
        _answer = new HealthAnswer(_action);
        _registry = new AppRegistry(_action, options.AppGraceMs);
        _desk = new AppDesk(_registry, log);
        _apps = new AppServer(_desk, _registry);
        _health = new HealthScript(options);
        _events = new EventScript(options.EventScript);
        if (options.AppSocket.Length > 0)
        {
            _apps.Listen(options.AppSocket, Groups.Number(options.AppGroup));
            _kept = new RegistrationFile(RegistrationFile.Beside(options.AppSocket), log);
            _kept.Load(_registry, Now);
        }
    }

    private long Now => (long)_clock.GetElapsedTime(_start).TotalMilliseconds;

    private bool IsAsked => _session.State is GuestState.Registered;

    /// <summary>Runs until <see cref="Stop"/>; says goodbye to the host.</summary>
    public void Run()
    {
        _manager.Ready();
        _manager.Status("waiting for the host");
        while (!_isOver)
        {
            Turn();
        }

        _manager.Stopping();
        if (_session.Exit("the guest agent stops") is { } goodbye)
        {
            _channel.Send(goodbye);
        }
    }

    /// <summary>From any thread.</summary>
    public void Stop()
    {
        _isOver = true;
        _wakeUp.Wake();
    }

    public void Dispose()
    {
        _channel.Dispose();
        _apps.Dispose();
        _health.Dispose();
        _events.Dispose();
        _wakeUp.Dispose();
    }

    private void Turn()
    {
        var due = Due();
        var before = Now;
        Prepare();
        _poller.Wait(due == long.MaxValue ? -1 : Math.Max(due - before, 0));
        var now = Now;
        if (now - Math.Max(due, before) is > LateMs and var late && due != long.MaxValue)
        {
            _log.Warning($"the agent was not scheduled for {late} ms");
            _session.WasLate(now);
            _registry.WasLate(late);
        }

        Heed(_channel.Read(_poller, _messages, now), now);
        _apps.Serve(_poller, now);
        _health.Step(_poller, IsAsked, now);
        StepEvent(now);
        Answer(now);
        Heed(_channel.Look(now), now);
        if (_session.Tick(now) is { } again)
        {
            _channel.Send(again);
        }

        _kept?.Save(_registry);
        _manager.Tick(now);
        _memory.Tidy();
    }

    private long Due()
    {
        var due = Math.Min(_channel.Due, _session.Due);
        due = Math.Min(due, Math.Min(_registry.Due, _desk.Round?.Due ?? long.MaxValue));
        due = Math.Min(due, Math.Min(_health.Due(IsAsked), _events.Due));
        return Math.Min(due, _manager.Due);
    }

    private void Prepare()
    {
        _poller.Clear();
        _poller.Add(_wakeUp.Reader);
        _channel.Prepare(_poller);
        _apps.Prepare(_poller);
        _health.Prepare(_poller);
        _events.Prepare(_poller);
    }

    private void Heed(ChannelNews news, long now)
    {
        switch (news)
        {
            case ChannelNews.HostCame:
                _saysHost = _comings.Take(now);
                SayOfHost("the host is there: registering" + (_saysHost ? _comings.Tail() : ""));
                _manager.Status("registering");
                _channel.Send(_session.HostCame(now));
                break;
            case ChannelNews.HostWent:
                SayOfHost("the host is not connected");
                _manager.Status("waiting for the host");
                _session.HostWent();
                _desk.End();
                _messages.Clear();
                break;
            default:
                break;
        }
    }

    /// <summary>A host that comes and goes all the time does not fill the log.</summary>
    private void SayOfHost(string text)
    {
        if (_saysHost)
        {
            _log.Info(text);
        }
    }

    /// <summary>Only the latest challenge is worth an answer; all else is taken in order.</summary>
    private void Answer(long now)
    {
        Challenge? challenge = null;
        foreach (var message in _messages)
        {
            switch (_session.Receive(message, now))
            {
                case SessionNews.Registered:
                    SayOfHost("registered with the host");
                    _health.Registered(now);
                    _manager.Status("registered");
                    _answer.Forget();
                    break;
                case SessionNews.Challenged:
                    challenge = (Challenge)message;
                    break;
                case SessionNews.Asked:
                    Ask((ActionNotify)message, now);
                    break;
                default:
                    if (message is Nack nack)
                    {
                        _log.Warning($"the host refused {nack.OriginalType ?? "a message"}: {nack.LogMessage}");
                    }

                    break;
            }
        }

        _messages.Clear();
        if (challenge is not null)
        {
            Judge(now);
            _channel.Send(_answer.Make(_session.NextSequence(), challenge.Value, _reasons, now));
        }

        if (_desk.Round?.Answer(now) is { } vote)
        {
            _log.Info($"answered {vote.VoteResult} to {vote.Event}: {vote.LogMessage}");
            _channel.Send(vote with { Sequence = _session.NextSequence() });
            _desk.End();
        }
    }

    private void Judge(long now)
    {
        _reasons.Clear();
        if (_health.Latest is { IsGood: false, Text: var text })
        {
            _reasons.Add(new IllHealth(text, _action));
        }

        _registry.Judge(_reasons, now);
        var summary = string.Join("; ", _reasons.Select(reason => reason.Text));
        if (!string.Equals(summary, _saidOfHealth, StringComparison.Ordinal))
        {
            _saidOfHealth = summary;
            _log.Warning(summary.Length > 0 ? $"not well: {summary}" : "well again");
        }
    }

    private void Ask(ActionNotify notify, long now)
    {
        if (_desk.Round?.Superseded() is { } former)
        {
            _channel.Send(former with { Sequence = _session.NextSequence() });
        }

        _log.Info($"the host announces {notify.Event} ({notify.NotificationType})");
        _apps.SendToAll(_desk.Begin(notify, _events.Exists ? [EventScript.Name] : [], now));
        if (_events.Exists && _events.Start(notify, now) is { } failure)
        {
            _log.Warning(failure.Text);
            _desk.Round?.Fails(EventScript.Name, failure.Text);
        }
    }

    private void StepEvent(long now)
    {
        if (_events.Step(_poller, now) is { } result)
        {
            Take(result);
        }
    }

    private void Take(ScriptResult result)
    {
        if (result.IsGood)
        {
            _desk.Round?.Accepts(EventScript.Name);
        }
        else if (!result.IsTimeout)
        {
            _desk.Round?.Rejects(EventScript.Name, result.Text);
        }
    }
}
