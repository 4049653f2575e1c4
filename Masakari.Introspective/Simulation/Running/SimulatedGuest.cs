using System.Text;
using Masakari.Introspective.Simulation.Scenarios;

namespace Masakari.Introspective.Simulation.Running;

/// <summary>A guest of a run: its domain, and what answers inside it.</summary>
internal sealed class SimulatedGuest
{
    /// <summary>Target name of its heartbeat channel.</summary>
    public const string HeartbeatPort = "org.openstack.masakari.0";

    private static readonly string IllWords = Convert.ToBase64String(Encoding.UTF8.GetBytes("the scenario says so\n"));

    public SimulatedGuest(ScenarioGuest definition)
    {
        Definition = definition;
        Domain = new InMemoryDomain(definition.Uuid, definition.Name)
        {
            HasAgentChannel = definition.Agent is not null,
            HeartbeatPort = definition.HasHeartbeat ? HeartbeatPort : null,
            Agent = definition.Agent ?? AgentBehaviour.PortClosed,
            Answers = Answer,
            BalloonPeriod = definition.BalloonPeriod,
        };
    }

    public ScenarioGuest Definition { get; }

    public InMemoryDomain Domain { get; }

    /// <summary>The guest's end of its heartbeat channel; null while nothing in it uses the channel.</summary>
    public FakeGuest? Heartbeat { get; set; }

    /// <summary>The exit code of its health check; null while the program does not end.</summary>
    public int? HealthCheck { get; set; } = 0;

    private string Answer(string command)
    {
        if (command.Contains("guest-exec-status", StringComparison.Ordinal))
        {
            return HealthCheck is { } code
                ? $$$"""{"return":{"exited":true,"exitcode":{{{code}}},"out-data":"{{{IllWords}}}"}}"""
                : """{"return":{"exited":false}}""";
        }

        return command.Contains("guest-exec", StringComparison.Ordinal)
            ? """{"return":{"pid":12}}"""
            : InMemoryDomain.DefaultReply;
    }
}
