using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Agent.Loop;
using Masakari.Introspective.Agent.Platform;

namespace Masakari.Introspective.Tests.Agent;

/// <summary>The agent's loop on a thread of this process.</summary>
internal sealed class RunningAgent : IDisposable
{
    private readonly AgentLog _log = new(toSyslog: false, LogLevel.Error);
    private readonly AgentLoop _loop;
    private readonly Thread _thread;

    public RunningAgent(AgentOptions options, string? notifySocket = null)
    {
        _loop = new AgentLoop(options, TimeProvider.System, _log, new ServiceManager(notifySocket, null));
        _thread = new Thread(_loop.Run) { IsBackground = true, Name = "guest agent" };
        _thread.Start();
    }

    public void Stop()
    {
        _loop.Stop();
        if (!_thread.Join(TimeSpan.FromSeconds(60)))
        {
            throw new TimeoutException("the agent does not stop");
        }
    }

    public void Dispose()
    {
        Stop();
        _loop.Dispose();
        _log.Dispose();
    }
}
