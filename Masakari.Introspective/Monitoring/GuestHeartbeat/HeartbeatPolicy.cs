using Masakari.Introspective.Configuration;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Monitoring.GuestHeartbeat;

/// <summary>Which of its guests' wishes the operator grants.</summary>
internal sealed record HeartbeatPolicy
{
    private const string Group = "masakari_introspective";

    public static readonly ConfigOption<IReadOnlyList<string>> ActionsOption = Opt.ListOf(
        Group,
        "heartbeat_corrective_actions",
        ["log", "reboot", "stop"],
        "What a guest may wish to happen when its heartbeat is lost or it is not well. log: a line in the log and no "
            + "notification; reboot: a notification to masakari, which restarts it; stop: a stop by Nova. A wish that is not on "
            + "the list is treated as reboot, or as log where reboot is not on the list either.",
        item => Enum.GetName(Parse(item))!.ToLowerInvariant(),
        "log, reboot, stop"
    );

    public static readonly ConfigOption<bool> NovaStopOption = Opt.Bool(
        Group,
        "allow_nova_stop",
        false,
        "Whether a guest's wish to be stopped is carried out by Nova (os-stop), with the credentials of [api]. Off, or where Nova "
            + "refuses, a notification is sent instead, and the log says so."
    );

    public static IEnumerable<ConfigOption> All => [ActionsOption, NovaStopOption];

    public IReadOnlyList<CorrectiveAction> Granted { get; init; } =
    [CorrectiveAction.Log, CorrectiveAction.Reboot, CorrectiveAction.Stop];

    public bool NovaStop { get; init; }

    /// <exception cref="ConfigException">An option is malformed.</exception>
    public static HeartbeatPolicy From(IConfigValues config) =>
        new() { Granted = [.. config.Get(ActionsOption).Select(Parse)], NovaStop = config.Get(NovaStopOption) };

    /// <summary>What is done about a guest with that wish. A wish that is none counts as one for a reboot.</summary>
    public HeartbeatResponse Answer(CorrectiveAction wish)
    {
        var granted =
            Granted.Contains(wish) ? wish
            : Granted.Contains(CorrectiveAction.Reboot) || wish is CorrectiveAction.None or CorrectiveAction.Unknown
                ? CorrectiveAction.Reboot
            : CorrectiveAction.Log;
        return granted switch
        {
            CorrectiveAction.Log => HeartbeatResponse.Log,
            CorrectiveAction.Stop when NovaStop => HeartbeatResponse.Stop,
            _ => HeartbeatResponse.Notify,
        };
    }

    private static CorrectiveAction Parse(string item) =>
        item.Trim().ToUpperInvariant() switch
        {
            "LOG" => CorrectiveAction.Log,
            "REBOOT" => CorrectiveAction.Reboot,
            "STOP" => CorrectiveAction.Stop,
            _ => throw new FormatException("not one of the choices"),
        };
}
