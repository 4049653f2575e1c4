using System.Globalization;
using Masakari.Introspective.Heartbeat;

namespace Masakari.Introspective.Monitoring.Story;

/// <summary>What a heartbeat brought to light, as sentences without a full stop. Pure.</summary>
internal static class HeartbeatText
{
    public static string Of(string port, HeartbeatFinding finding) =>
        finding.Kind switch
        {
            HeartbeatFindingKind.Registered =>
                $"It registered on heartbeat channel {port} as {finding.Text}, every {Seconds(finding.Interval)} s",
            HeartbeatFindingKind.RegisteredAgain => $"It registered again on heartbeat channel {port}",
            HeartbeatFindingKind.Established => $"Its heartbeat on channel {port} beats",
            HeartbeatFindingKind.Missed =>
                $"It left a heartbeat challenge on channel {port} unanswered ({finding.Misses} in a row)",
            HeartbeatFindingKind.Lost =>
                $"Its heartbeat on channel {port} is lost: {finding.Misses} challenges in a row over {Seconds(finding.Lasted)} s",
            HeartbeatFindingKind.IllHealth =>
                $"It says on channel {port} that it is not well: {(finding.Text.Length > 0 ? finding.Text : "it does not say why")}",
            HeartbeatFindingKind.Recovered => $"Its heartbeat on channel {port} is well again",
            HeartbeatFindingKind.Exited => $"It ended its heartbeat on channel {port} in good order",
            HeartbeatFindingKind.NotEstablished =>
                $"It never registered on heartbeat channel {port}, though it was expected to",
            HeartbeatFindingKind.LateAnswer => $"An answer on heartbeat channel {port} came too late",
            HeartbeatFindingKind.WrongAnswer => $"An answer on heartbeat channel {port} was wrong",
            HeartbeatFindingKind.HostLate =>
                $"This host was {Seconds(finding.Lasted)} s late with a challenge on channel {port}, which the guest is not blamed for",
            HeartbeatFindingKind.Unserved => $"Nobody in the guest reads heartbeat channel {port}",
            HeartbeatFindingKind.Refused => $"A message on heartbeat channel {port} was not understood: {finding.Text}",
            HeartbeatFindingKind.VersionRefused =>
                $"A message on heartbeat channel {port} is of a version that is too old: {finding.Text}",
            _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Kind, null),
        };

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
}
