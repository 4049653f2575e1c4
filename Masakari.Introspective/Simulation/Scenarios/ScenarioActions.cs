using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>The actions by their names in files, and what undoes each.</summary>
internal static class ScenarioActions
{
    /// <summary>How long a guest's agent took to answer after a start or a reboot when it was measured.</summary>
    public static readonly TimeSpan Boot = TimeSpan.FromSeconds(3);

    /// <summary>How long a restart of libvirtd took when it was measured, rounded up.</summary>
    private static readonly TimeSpan LibvirtRestart = TimeSpan.FromSeconds(2);

    /// <summary>The actions of key <c>do</c>.</summary>
    public static readonly IReadOnlyDictionary<string, ScenarioAction> OfGuests = Enum.GetValues<ScenarioAction>()
        .Where(action => action < ScenarioAction.Event)
        .ToDictionary(ReasonCode.Of, StringComparer.Ordinal);

    /// <summary>The words of keys <c>host</c>, <c>libvirt</c>, <c>monitor</c>, <c>nova</c> and <c>masakari</c>, about the host.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyDictionary<string, ScenarioAction>> OfHost =
        new Dictionary<string, IReadOnlyDictionary<string, ScenarioAction>>(StringComparer.Ordinal)
        {
            ["host"] = Words("host"),
            ["libvirt"] = Words("libvirt"),
            ["monitor"] = Words("monitor"),
            ["nova"] = Words("nova"),
            ["masakari"] = Words("masakari"),
        };

    /// <summary>What ends the action after its <c>for</c>; null where nothing does.</summary>
    public static ScenarioAction? EndOf(ScenarioAction action) =>
        action switch
        {
            ScenarioAction.AgentSilent
            or ScenarioAction.AgentCloses
            or ScenarioAction.AgentError
            or ScenarioAction.AgentBusy
            or ScenarioAction.AgentDenied
            or ScenarioAction.Hang
            or ScenarioAction.Start
            or ScenarioAction.Reboot
            or ScenarioAction.PanicAndRestart
            or ScenarioAction.Reset => ScenarioAction.AgentAnswers,
            ScenarioAction.Pause => ScenarioAction.Resume,
            ScenarioAction.StopQemu => ScenarioAction.ContinueQemu,
            ScenarioAction.HeartbeatSilent => ScenarioAction.HeartbeatAnswers,
            ScenarioAction.HeartbeatIll => ScenarioAction.HeartbeatWell,
            ScenarioAction.HealthCheckFails or ScenarioAction.HealthCheckHangs => ScenarioAction.HealthCheckPasses,
            ScenarioAction.HostSlow => ScenarioAction.HostWell,
            ScenarioAction.LibvirtAway or ScenarioAction.LibvirtRestart => ScenarioAction.LibvirtBack,
            ScenarioAction.MonitorStop or ScenarioAction.MonitorRestart => ScenarioAction.MonitorStart,
            ScenarioAction.NovaAway => ScenarioAction.NovaBack,
            ScenarioAction.MasakariAway => ScenarioAction.MasakariBack,
            _ => null,
        };

    /// <summary>Whether the action itself needs to know its <c>for</c>.</summary>
    public static bool NeedsFor(ScenarioAction action) =>
        action is ScenarioAction.PersonHolds or ScenarioAction.HostHeld or ScenarioAction.HostStandsStill;

    /// <summary>How long the action lasts where the file does not say; null for ever.</summary>
    public static TimeSpan? LastsOf(ScenarioAction action) =>
        action switch
        {
            ScenarioAction.Start or ScenarioAction.Reboot or ScenarioAction.Reset or ScenarioAction.PanicAndRestart =>
                Boot,
            ScenarioAction.LibvirtRestart => LibvirtRestart,
            ScenarioAction.MonitorRestart => TimeSpan.Zero,
            _ => null,
        };

    private static Dictionary<string, ScenarioAction> Words(string key) =>
        Enum.GetValues<ScenarioAction>()
            .Where(action => action > ScenarioAction.NovaRecord)
            .Where(action => ReasonCode.Of(action).StartsWith(key + "-", StringComparison.Ordinal))
            .ToDictionary(action => ReasonCode.Of(action)[(key.Length + 1)..], StringComparer.Ordinal);
}
