using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Decisions;

namespace Masakari.Introspective.Diagnostics.Explain;

/// <summary>For each decision and its reason: why it was not otherwise, and what ends it. Pure.</summary>
internal static class WhyNot
{
    private static readonly Dictionary<string, string> Rulings = Enum.GetValues<RulingReason>()
        .ToDictionary(ReasonCode.Of, Of, StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Verdicts = Enum.GetValues<VerdictReason>()
        .ToDictionary(ReasonCode.Of, Of, StringComparer.Ordinal);

    /// <summary>Empty where the code is not known, as one that a later version wrote.</summary>
    public static string Of(DecisionKind kind, string code) =>
        kind switch
        {
            DecisionKind.Reported => Verdicts.GetValueOrDefault(code) ?? Events(code),
            DecisionKind.Held or DecisionKind.Refused or DecisionKind.WouldReport => Rulings.GetValueOrDefault(
                code,
                ""
            ),
            DecisionKind.HoldEnded => "Every hold has an end: from here on its silence counts again.",
            DecisionKind.SameIncident =>
                "A second report about one fault would have masakari-engine stop and start it again right after its recovery.",
            DecisionKind.Recovered => "The incident is over: its next failure is a new one.",
            DecisionKind.Fenced => "Left to itself, recovery would wait for a shutdown that a hung guest cannot do.",
            DecisionKind.Withdrawn => Rulings.GetValueOrDefault(
                code,
                "A report about a fault that is gone would stop and start a guest that is well."
            ),
            DecisionKind.Outcome => Outcomes(code),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    /// <summary>Why a failure for this reason is not reported, or not yet.</summary>
    public static string Of(RulingReason reason) =>
        reason switch
        {
            RulingReason.NotHaEnabled =>
                "masakari-engine would skip it as well; set HA_Enabled on the instance, or switch require_ha_enabled off.",
            RulingReason.GivenUp =>
                "Recovery has not helped, and once more would not: a person has to look. It counts anew when its oldest report leaves the window of recovery_budget.",
            RulingReason.CoolDown =>
                "Another attempt right away would most likely end the same way; it is reported after the rest if it still fails.",
            RulingReason.Flapping =>
                "A guest that comes back by itself is not helped by a restart; it is reported once it stays down.",
            RulingReason.HeldByPerson =>
                "A person's word comes first. The hold ends by itself, or with `release`; what is still true then is reported.",
            RulingReason.ObserveOnly =>
                "observe_only is on: everything is done but the report. Switch it off to have it reported.",
            RulingReason.Storm =>
                "Recovering all of them for a fault of the host would harm them; they are reported one after another when the brake is released.",
            RulingReason.JudgeUnwell =>
                "A slow host makes healthy guests look silent; it is reported after the longer patience if it is still silent.",
            RulingReason.PlannedStop =>
                "It goes down because somebody wants it to; if it is still silent after the limit, it is reported.",
            RulingReason.PlannedReboot =>
                "A guest cannot answer while it reboots; if it is still silent after the limit, it is reported.",
            RulingReason.Migrating =>
                "A guest may be silent while it moves; if it is still silent after the limit, it is reported.",
            RulingReason.Paused => "A paused guest cannot answer; it is asked again when it runs.",
            RulingReason.Saving =>
                "A guest cannot answer while its memory is moved; if it is still silent after the limit, it is reported.",
            RulingReason.Snapshot =>
                "A guest may be stopped for its snapshot; if it is still silent after the limit, it is reported.",
            RulingReason.PlannedTask =>
                "A second hand on it would disturb the first; if it is still silent after the limit, it is reported.",
            RulingReason.Grace =>
                "So soon after it a healthy guest may be silent, too; it is looked at again at every further miss, at most one interval later.",
            RulingReason.OwnerStopped => "Recovery would start what its owner wants to be off.",
            RulingReason.NotInService => "masakari-engine ignores instances in this state.",
            RulingReason.OtherHost =>
                "What runs there must not be started here; the other host's monitor looks after it.",
            RulingReason.IncomingMigrationFailed => "On the host that it was to come from it still runs.",
            RulingReason.AgentGone =>
                "The guest itself is alive: recovering it would end what works. Start its agent again to have it watched.",
            RulingReason.SecondOpinion =>
                "demand_second_opinion asks for proof that its kernel is dead; silence alone counts after second_opinion_ceiling, and only while nothing is known of the kernel.",
            RulingReason.MinimumUptime =>
                "A guest that fails this soon after its start would be restarted over and over; it is reported once it has run for minimum_uptime.",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
        };

    /// <summary>Why a failure for this reason was reported then, and not sooner or not at all.</summary>
    public static string Of(VerdictReason reason) =>
        reason switch
        {
            VerdictReason.GuestSilent =>
                "Not sooner: one question left unanswered is also what a short pause looks like.",
            VerdictReason.QemuStopped => "Not held back for a second opinion: QEMU itself has given it.",
            VerdictReason.PortClosed =>
                "Not sooner: an agent that is restarted closes its port, too; it is reported because report_closed_port is on.",
            VerdictReason.KernelDead =>
                "Not left alone as an agent that its owner stopped: the kernel is dead as well.",
            VerdictReason.HeartbeatLost =>
                "Not sooner: a late answer is no failure until the misses allowed are used up.",
            VerdictReason.IllHealth => "Not doubted: the guest itself said so.",
            VerdictReason.HealthCheckFailed => "Not sooner: a single bad result may be chance.",
            VerdictReason.HealthCheckHangs => "Not waited for any longer: it had its time-out.",
            VerdictReason.GuestPanicked => "Not waited for: a kernel does not come back from a panic by itself.",
            VerdictReason.WatchdogFired => "Not left alone: the watchdog's action leaves the guest where it is.",
            VerdictReason.IoErrorPause =>
                "Not left alone: a guest that libvirt paused for an I/O error does not go on by itself.",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
        };

    private static string Events(string code) =>
        code switch
        {
            "domain-died" => "Not waited for: what died does not come back by itself.",
            "io-error" => "Not waited for: libvirt itself says so.",
            _ => "",
        };

    private static string Outcomes(string code) =>
        code switch
        {
            "finished" => "Nothing more is done about this fault.",
            "skipped" =>
                "masakari-engine finishes what it skips, too: set HA_Enabled on the instance, or process_all_instances in masakari-engine.",
            "error" => "masakari-engine itself tries once more within two minutes; nothing is reported meanwhile.",
            "failed" => "masakari-engine does not try again; a fault that lasts is reported anew after a rest.",
            "ignored" =>
                "Its segment is switched off, or Nova has it paused or rescued; a fault that lasts is reported anew after a rest.",
            _ => "",
        };
}
