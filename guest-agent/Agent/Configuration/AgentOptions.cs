using Masakari.Introspective.Agent.Channel;
using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Configuration;

/// <summary>The agent's configuration; <see cref="AgentOptionTable"/> holds defaults, ranges and meanings.</summary>
internal sealed class AgentOptions
{
    public string Device { get; set; } = "";
    public PortFormat Format { get; set; }
    public string Name { get; set; } = "";
    public int IntervalMs { get; set; }
    public CorrectiveAction CorrectiveAction { get; set; }
    public int VoteSecs { get; set; }
    public int ShutdownSecs { get; set; }
    public int SuspendSecs { get; set; }
    public int ResumeSecs { get; set; }
    public int RestartSecs { get; set; }

    /// <summary>Path; empty for none.</summary>
    public string HealthScript { get; set; } = "";
    public int HealthIntervalSecs { get; set; }
    public int HealthTimeoutSecs { get; set; }

    /// <summary>Path; empty for none.</summary>
    public string EventScript { get; set; } = "";

    /// <summary>Path; empty for none.</summary>
    public string AppSocket { get; set; } = "";

    /// <summary>Name or number; empty for root only.</summary>
    public string AppGroup { get; set; } = "";

    /// <summary>Ms; null for one of the application's intervals.</summary>
    public int? AppGraceMs { get; set; }
    public bool LogToSyslog { get; set; }
    public LogLevel LogLevel { get; set; }
}
