namespace Masakari.Introspective.Monitoring.Story;

/// <summary>What an entry of the story is about.</summary>
internal enum StoryKind
{
    /// <summary>A decision fell (<see cref="Decisions.DecisionKind"/>).</summary>
    Decided,

    /// <summary>The instance stands otherwise than before (<see cref="InstanceStatus"/>).</summary>
    Status,

    /// <summary>Its guest agent answered for the first time since the guest's start.</summary>
    FirstAnswer,

    /// <summary>Its guest agent left a question unanswered.</summary>
    Missed,

    /// <summary>Its guest agent answers after misses.</summary>
    AnsweredAgain,

    /// <summary>A question came to another result than the one before, neither an answer nor silence.</summary>
    Finding,

    /// <summary>libvirt told of a change of the domain.</summary>
    Domain,

    /// <summary>Somebody in the guest opened the agent's port.</summary>
    PortOpened,

    /// <summary>Somebody in the guest closed the agent's port.</summary>
    PortClosed,

    /// <summary>A planned operation on it was seen to begin.</summary>
    OperationBegan,

    /// <summary>A planned operation on it was seen to end.</summary>
    OperationEnded,

    /// <summary>Others than its agent told how it is.</summary>
    Opinion,

    /// <summary>Something about its heartbeat.</summary>
    Heartbeat,

    /// <summary>Something about the check of its application.</summary>
    HealthCheck,

    /// <summary>A person set a hold.</summary>
    HoldSet,

    /// <summary>A person released a hold.</summary>
    HoldReleased,

    /// <summary>A person's hold came to its end.</summary>
    HoldExpired,

    /// <summary>masakari-api took a report.</summary>
    Stored,

    /// <summary>masakari-api refuses a report for good.</summary>
    SetAside,

    /// <summary>The monitor began to watch this host.</summary>
    MonitorStarted,

    /// <summary>libvirt is connected.</summary>
    LibvirtConnected,

    /// <summary>The connection to libvirt is gone.</summary>
    LibvirtLost,

    /// <summary>The mass-failure brake was engaged.</summary>
    BrakeEngaged,

    /// <summary>The mass-failure brake was released.</summary>
    BrakeReleased,

    /// <summary>The monitor or its host is too slow to judge guests as usual.</summary>
    JudgeUnwell,

    /// <summary>It is well again.</summary>
    JudgeWell,
}
