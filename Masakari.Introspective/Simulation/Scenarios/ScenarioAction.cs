namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>What can happen; files write <c>agent-silent</c> for <see cref="AgentSilent"/>.</summary>
internal enum ScenarioAction
{
    /// <summary>qemu-ga is stopped: its port is open, and it answers nothing.</summary>
    AgentSilent,

    /// <summary>qemu-ga answers (again); where its port was closed, it is opened.</summary>
    AgentAnswers,

    /// <summary>qemu-ga ends: its port is closed.</summary>
    AgentCloses,

    /// <summary>qemu-ga answers with an error.</summary>
    AgentError,

    /// <summary>Another client's command holds the agent.</summary>
    AgentBusy,

    /// <summary>libvirt refuses agent commands, as on a read-only connection.</summary>
    AgentDenied,

    /// <summary>The kernel stands still, the port being open: panic without a panic device, a real-time task on every CPU.</summary>
    Hang,

    /// <summary>The OOM killer takes qemu-ga, then the kernel panics: the port is closed.</summary>
    OutOfMemory,

    /// <summary>The domain is started; its agent answers <c>for</c> seconds later.</summary>
    Start,

    /// <summary>The guest has begun to power off: its agent is gone, and QEMU is about to end.</summary>
    ShutdownBegins,

    /// <summary>The guest powers off.</summary>
    Shutdown,

    /// <summary>virsh destroy.</summary>
    Destroy,

    /// <summary>The guest reboots; its agent answers again <c>for</c> seconds later.</summary>
    Reboot,

    /// <summary>virsh reset: a reboot without the guest; its agent answers again <c>for</c> seconds later.</summary>
    Reset,

    Pause,
    Resume,

    /// <summary>The domain's definition is removed, as Nova does with a deleted instance.</summary>
    Undefine,

    /// <summary>A panic that a panic device tells of, with on_crash=destroy.</summary>
    Panic,

    /// <summary>SIGSTOP of QEMU, or storage that blocks it.</summary>
    StopQemu,

    /// <summary>SIGCONT of QEMU.</summary>
    ContinueQemu,

    /// <summary>SIGKILL of QEMU.</summary>
    KillQemu,

    /// <summary>SIGTERM of QEMU.</summary>
    TerminateQemu,

    /// <summary>virsh managedsave, as Nova suspends.</summary>
    Save,

    /// <summary>The start of a saved domain.</summary>
    Restore,

    /// <summary>A live migration to another host begins: a job of libvirt's.</summary>
    MigrateOutBegins,

    /// <summary>It is given up: the guest stays.</summary>
    MigrateOutGivenUp,

    /// <summary>A live migration to another host is done.</summary>
    MigrateOut,

    /// <summary>A live migration from another host begins: the domain is here, paused.</summary>
    MigrateIn,

    /// <summary>It is done: the guest runs here.</summary>
    MigrateInDone,

    /// <summary>It failed: the domain here ends, the guest runs on over there.</summary>
    MigrateInFails,

    /// <summary>An I/O error of a disk pauses the guest (error_policy=stop).</summary>
    IoErrorPause,

    /// <summary>An I/O error of a disk is told to the guest (error_policy=report).</summary>
    IoErrorReport,

    /// <summary>A watchdog fires whose action is pause.</summary>
    WatchdogPause,

    /// <summary>A panic that a panic device tells of, with on_crash=preserve.</summary>
    PanicAndStay,

    /// <summary>A panic that a panic device tells of, with on_crash=restart; its agent answers again <c>for</c> seconds later.</summary>
    PanicAndRestart,

    /// <summary>masakari-engine says that it recovered the guest.</summary>
    EngineFinishes,

    /// <summary>masakari-engine could not recover it.</summary>
    EngineFails,

    /// <summary>masakari-engine does nothing about it.</summary>
    EngineIgnores,

    /// <summary>A person holds the instance <c>for</c> seconds.</summary>
    PersonHolds,

    /// <summary>The guest's heartbeat registers.</summary>
    HeartbeatRegisters,

    /// <summary>It answers no challenge any more.</summary>
    HeartbeatSilent,

    /// <summary>It answers challenges (again).</summary>
    HeartbeatAnswers,

    /// <summary>It says that it is not well.</summary>
    HeartbeatIll,

    /// <summary>It says that it is well (again).</summary>
    HeartbeatWell,

    /// <summary>It says that it ends.</summary>
    HeartbeatLeaves,

    /// <summary>The program that checks the guest's health says that it is not well.</summary>
    HealthCheckFails,

    /// <summary>It says that it is well (again).</summary>
    HealthCheckPasses,

    /// <summary>It does not end.</summary>
    HealthCheckHangs,

    /// <summary>One event of libvirt's (key <c>event</c>).</summary>
    Event,

    /// <summary>Nova's record changes (key <c>nova</c>).</summary>
    NovaRecord,

    /// <summary>The monitor's work waits 2 s for a thread.</summary>
    HostSlow,

    /// <summary>The host is well again.</summary>
    HostWell,

    /// <summary>The host stands still <c>for</c> seconds, as when it is suspended: nothing of this host moves meanwhile.</summary>
    HostStandsStill,

    /// <summary>A person holds the host <c>for</c> seconds.</summary>
    HostHeld,

    /// <summary>libvirtd goes away.</summary>
    LibvirtAway,

    /// <summary>libvirtd is back.</summary>
    LibvirtBack,

    /// <summary>libvirtd is restarted.</summary>
    LibvirtRestart,

    /// <summary>The monitor ends; the guests live on.</summary>
    MonitorStop,

    /// <summary>The monitor is started again.</summary>
    MonitorStart,

    /// <summary>The monitor is restarted.</summary>
    MonitorRestart,

    /// <summary>The Nova API stops to answer.</summary>
    NovaAway,

    /// <summary>The Nova API answers again.</summary>
    NovaBack,

    /// <summary>masakari-api stops to answer.</summary>
    MasakariAway,

    /// <summary>masakari-api answers again.</summary>
    MasakariBack,
}
