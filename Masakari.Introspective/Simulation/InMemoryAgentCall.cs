using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Simulation;

/// <summary>One agent call, from being queued in its lane to its end.</summary>
internal sealed class InMemoryAgentCall(InMemoryDomain domain, AgentLane lane, string command, TimeSpan timeout)
{
    public InMemoryDomain Domain { get; } = domain;

    public AgentLane Lane { get; } = lane;

    public string Command { get; } = command;

    public TimeSpan Timeout { get; } = timeout;

    public TimeSpan? ResponseTimeout { get; init; }

    /// <summary>Continuations run inside the completing call, so that a test that advances time sees their effects at once.</summary>
    public TaskCompletionSource<string> Completion { get; } = new();

    public ITimer? Timer { get; set; }

    public CancellationTokenRegistration Cancellation { get; set; }
}
