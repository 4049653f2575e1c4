using Masakari.Introspective.Agent.Channel;
using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Protocol.Heartbeat;
using static Masakari.Introspective.Agent.Configuration.OptionValues;

namespace Masakari.Introspective.Agent.Configuration;

/// <summary>All options. README's table and the sample file are printed from here.</summary>
internal static class AgentOptionTable
{
    public const string DefaultFile = "/etc/masakari-guest-agent.conf";

    private const string Script = "absolute path of an executable file; empty for none";

    public static IReadOnlyList<AgentOption> All { get; } =
    [
        new(
            "device",
            "auto",
            "auto, a port's name, or an absolute path",
            "The port to the host. auto takes org.openstack.masakari.0, else cgcs.heartbeat, and waits for one to come. "
                + "A path may also be a listening unix socket or a pseudo-terminal, for tests.",
            (o, v) => Taken(o.Device = v) && v.Length > 0 && (!v.Contains('/') || v.StartsWith('/'))
        ),
        new(
            "format",
            "auto",
            "auto, heartbeat or base",
            "What is spoken on the port: bare heartbeat messages, or those inside the base layer. auto decides by the "
                + "port's name: base on org.openstack.masakari.0, heartbeat on all others.",
            (o, v) =>
                Word(
                    v,
                    x => o.Format = x,
                    ("auto", PortFormat.Auto),
                    ("heartbeat", PortFormat.Heartbeat),
                    ("base", PortFormat.Base)
                )
        ),
        new(
            "name",
            "",
            "text of at most 63 bytes; empty for the host name",
            "What the guest calls itself; for the host's log.",
            (o, v) => Text(v, 63, x => o.Name = x)
        ),
        new(
            "interval-ms",
            "1000",
            "400..3600000 (milliseconds)",
            "How often the host is to ask.",
            (o, v) => Number(v, 400, 3_600_000, x => o.IntervalMs = x)
        ),
        new(
            "corrective-action",
            "log",
            "log, reboot or stop",
            "What the host is asked to do when the guest falls silent or the health script fails; reboot means recovery. "
                + "Its operator decides.",
            (o, v) =>
                Word(
                    v,
                    x => o.CorrectiveAction = x,
                    ("log", CorrectiveAction.Log),
                    ("reboot", CorrectiveAction.Reboot),
                    ("stop", CorrectiveAction.Stop)
                )
        ),
        Seconds("vote-secs", "8", "a vote on an operation", (o, x) => o.VoteSecs = x),
        Seconds("shutdown-secs", "8", "preparing for a stop or reboot", (o, x) => o.ShutdownSecs = x),
        Seconds("suspend-secs", "8", "preparing for a pause, suspension or migration", (o, x) => o.SuspendSecs = x),
        Seconds("resume-secs", "13", "settling after one of those", (o, x) => o.ResumeSecs = x),
        Seconds("restart-secs", "120", "a restart until the agent registers again", (o, x) => o.RestartSecs = x),
        new(
            "health-script",
            "",
            Script,
            "Says whether the guest is well: exit code 0 is healthy, any other is not; its first line of output is the reason.",
            (o, v) => Program(v, x => o.HealthScript = x)
        ),
        new(
            "health-interval",
            "30",
            "1..86400 (seconds)",
            "How often the health script is started; never while it runs.",
            (o, v) => Number(v, 1, 86_400, x => o.HealthIntervalSecs = x)
        ),
        new(
            "health-timeout",
            "10",
            "1..3600 (seconds)",
            "A health script that runs longer is killed, which is ill health.",
            (o, v) => Number(v, 1, 3600, x => o.HealthTimeoutSecs = x)
        ),
        new(
            "event-script",
            "",
            Script,
            "Started for each operation with two arguments, the event and revocable or irrevocable. An exit code other "
                + "than 0 rejects a revocable one, with its first line of output as the reason.",
            (o, v) => Program(v, x => o.EventScript = x)
        ),
        new(
            "app-socket",
            "/run/masakari-guest-agent.sock",
            "absolute path of at most 107 bytes; empty for none",
            "Where applications register.",
            (o, v) => Taken(o.AppSocket = v) && (v.Length == 0 || v.StartsWith('/')) && Bytes(v) <= UnixSocket.PathLimit
        ),
        new(
            "app-group",
            "",
            "name or number of a group; empty for root only",
            "Who, besides root, may register applications. Any of them can ask for this guest's reboot.",
            (o, v) => Text(v, 63, x => o.AppGroup = x)
        ),
        new(
            "app-grace-ms",
            "auto",
            "auto, or 0..3600000 (milliseconds)",
            "How long an application that has ended without deregistering may take to register again before that is ill "
                + "health. auto is one of its intervals, at least 1000 and at most 60000.",
            (o, v) =>
                Word(v, x => o.AppGraceMs = x, ("auto", (int?)null)) || Number(v, 0, 3_600_000, x => o.AppGraceMs = x)
        ),
        new(
            "log",
            "stderr",
            "stderr or syslog",
            "Where messages go; under systemd stderr is the journal.",
            (o, v) => Word(v, x => o.LogToSyslog = x, ("stderr", false), ("syslog", true))
        ),
        new(
            "log-level",
            "info",
            "error, warning, info or debug",
            "The least grave messages that are written.",
            (o, v) =>
                Word(
                    v,
                    x => o.LogLevel = x,
                    ("error", LogLevel.Error),
                    ("warning", LogLevel.Warning),
                    ("info", LogLevel.Info),
                    ("debug", LogLevel.Debug)
                )
        ),
    ];

    private static AgentOption Seconds(string key, string standard, string what, Action<AgentOptions, int> set) =>
        new(
            key,
            standard,
            "1..86400 (seconds)",
            $"How long the host is to allow for {what}; one second is added for the way.",
            (o, v) => Number(v, 1, 86_400, x => set(o, x))
        );
}
