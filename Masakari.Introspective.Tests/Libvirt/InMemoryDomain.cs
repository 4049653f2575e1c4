using System.Globalization;
using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>A domain of <see cref="InMemoryLibvirtHost"/>; changed through the host's methods, which also raise the events.</summary>
internal sealed class InMemoryDomain(Guid uuid, string name)
{
    public const string DefaultReply = """{"return":{}}""";

    public Guid Uuid { get; } = uuid;

    public string Name { get; } = name;

    public int RunId { get; set; } = -1;

    public DomainState State { get; set; } = DomainState.Shutoff;

    public int Reason { get; set; }

    /// <summary>Replaces the generated XML when set.</summary>
    public string? Xml { get; set; }

    public AgentBehaviour Agent { get; set; } = AgentBehaviour.Answering;

    /// <summary>What an answering agent says.</summary>
    public string Reply { get; set; } = DefaultReply;

    /// <summary>What an answering agent says to each command, instead of <see cref="Reply"/>; null for an error reply.</summary>
    public Func<string, string?>? Answers { get; set; }

    /// <summary>libvirt's text for an agent that answers with an error.</summary>
    public string ErrorReply { get; set; } =
        "internal error: unable to execute QEMU agent command 'guest-ping': Command guest-ping has been disabled";

    /// <summary>QEMU's main loop is stopped: the domain still "runs", its agent is silent and statistics hang.</summary>
    public bool QemuStopped { get; set; }

    /// <summary>Its kernel's balloon driver reports.</summary>
    public bool IsKernelAlive { get; set; } = true;

    /// <summary>When the kernel died; meaningless while it lives.</summary>
    public DateTimeOffset KernelDiedAt { get; set; }

    /// <summary>How often QEMU asks the balloon driver for news; null for never. Nova's default.</summary>
    public TimeSpan? BalloonPeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Disk requests and bytes sent so far: what the guest did.</summary>
    public long Work { get; set; }

    /// <summary>How many statistics calls reached this domain.</summary>
    public int StatisticsCalls { get; set; }

    /// <summary>Where its console is written to; null for nowhere.</summary>
    public string? ConsoleLog { get; set; }

    /// <summary>What its console shows; null for a domain without a video device.</summary>
    public byte[]? Picture { get; set; } = [0x89, (byte)'P', (byte)'N', (byte)'G'];

    /// <summary>libvirt refuses to destroy it.</summary>
    public bool CannotBeDestroyed { get; set; }

    /// <summary>As set on the domain; null is libvirt's default of 5 s.</summary>
    public TimeSpan? AgentResponseTimeout { get; set; }

    /// <summary>False after an unanswered command: the next one begins with a guest-sync, which has a timeout of its own.</summary>
    public bool AgentInSync { get; set; } = true;

    /// <summary>How many agent commands reached this domain.</summary>
    public int AgentCalls { get; set; }

    /// <summary>Channels attached since the start, as XML.</summary>
    public List<string> Attached { get; } = [];

    public InMemoryAgentCall? Call { get; set; }

    /// <summary>What libvirt does to it.</summary>
    public DomainJob Job { get; set; } = DomainJob.None;

    public bool StatisticsOutstanding { get; set; }

    public DomainSnapshot Snapshot => new(Uuid, Name, RunId, State, Reason);

    public string CurrentXml => Xml ?? GeneratedXml();

    private string Stats =>
        BalloonPeriod is { } period
            ? string.Create(CultureInfo.InvariantCulture, $"<stats period='{period.TotalSeconds}'/>")
            : "";

    private string Console => ConsoleLog is null ? "" : $"<serial type='pty'><log file='{ConsoleLog}'/></serial>";

    private string GeneratedXml()
    {
        var id = RunId < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" id='{RunId}'");
        var state = Agent == AgentBehaviour.PortClosed ? "disconnected" : "connected";
        return $"""
            <domain type='kvm'{id}>
              <name>{Name}</name>
              <uuid>{Uuid}</uuid>
              <devices>
                <channel type='unix'>
                  <source mode='bind' path='/var/lib/libvirt/qemu/org.qemu.guest_agent.0.{Name}.sock'/>
                  <target type='virtio' name='org.qemu.guest_agent.0'{(RunId < 0 ? "" : $" state='{state}'")}/>
                </channel>{string.Concat(Attached)}
                <memballoon model='virtio'>{Stats}</memballoon>{Console}
              </devices>
            </domain>
            """;
    }
}
