using System.Globalization;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Operations;
using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Detection.SecondOpinion;
using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Heartbeat;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Decisions;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Monitoring.Story;

/// <summary>What is seen of one guest, and decided about it.</summary>
internal sealed partial class StoryDesk
{
    public void Decided(Decision decision) =>
        Book.Add(
            new StoryEntry(
                decision.At,
                decision.Instance,
                NameOf(decision.Instance, ""),
                StoryKind.Decided,
                decision.Code,
                WireText.Clean(decision.Words, MostWords),
                decision.Kind
            ),
            // What a guest that comes and goes can cause at will.
            isGuests: decision.Kind
                is DecisionKind.Held
                    or DecisionKind.Refused
                    or DecisionKind.WouldReport
                    or DecisionKind.SameIncident
                    or DecisionKind.Recovered
        );

    /// <summary>Its first status since the start, or since the monitor's, is no news to who follows the host.</summary>
    public void StatusChanged(InstanceMonitor instance, InstanceStatus? before)
    {
        var was = before is { } known ? $", it was {ReasonCode.Of(known)}" : "";
        var words = $"Its status is {ReasonCode.Of(instance.Status)}{was}";
        Of(
            instance,
            StoryKind.Status,
            ReasonCode.Of(instance.Status),
            words,
            isGuests: before is not null
                && instance.Status is not (InstanceStatus.Off or InstanceStatus.Reported or InstanceStatus.GivenUp),
            isQuiet: before is null or InstanceStatus.Off
        );
    }

    /// <summary>A question to its agent came to something else than an answer after an answer.</summary>
    /// <param name="before">What the question before came to.</param>
    /// <param name="misses">Questions in a row that it left unanswered, before this one.</param>
    public void Asked(InstanceMonitor instance, Finding before, Judgement judgement, int misses, int threshold)
    {
        var finding = instance.Detector.Finding;
        var code = ReasonCode.Of(finding);
        if (judgement.Stale)
        {
            return;
        }

        if (judgement.Before is GuestState.Discovery && judgement.After is GuestState.Healthy)
        {
            Of(instance, StoryKind.FirstAnswer, code, "Its guest agent answers: from now on its silence counts");
        }
        else if (finding is Finding.Silent)
        {
            // One that is held or reported is asked on and on: that it is still silent is no news.
            if (instance.Detector.Misses > misses && judgement.Before is GuestState.Healthy or GuestState.Error)
            {
                var count = string.Create(CultureInfo.InvariantCulture, $"{instance.Detector.Misses} of {threshold}");
                Of(instance, StoryKind.Missed, code, $"Its guest agent left the question unanswered ({count})", true);
            }
        }
        else if (finding.IsLife() && (judgement.Recovered || misses > 0 || !before.IsLife()))
        {
            Of(instance, StoryKind.AnsweredAgain, code, Sentence(finding), isGuests: true);
        }
        else if (finding != before)
        {
            Of(instance, StoryKind.Finding, code, Sentence(finding), isGuests: true);
        }
    }

    public void Event(DomainEvent seen)
    {
        if (seen is { Id: DomainEventId.AgentLifecycle })
        {
            var isOpen = seen.Type == 1;
            See(
                seen.Domain,
                seen.Name,
                isOpen ? StoryKind.PortOpened : StoryKind.PortClosed,
                "",
                isOpen
                    ? "Somebody in the guest opened the guest agent's port"
                    : "The guest agent's port was closed from within",
                isGuests: true
            );
        }
        else if (DomainText.Of(seen) is { } words)
        {
            See(seen.Domain, seen.Name, StoryKind.Domain, "", words, isGuests: seen.Id is not DomainEventId.Lifecycle);
        }
    }

    public void Operation(Guid instance, OngoingOperation? before, OngoingOperation? now)
    {
        if (before is not null)
        {
            See(instance, "", StoryKind.OperationEnded, ReasonCode.Of(before.Reason), $"No longer: {before.Words}");
        }

        if (now is not null)
        {
            See(instance, "", StoryKind.OperationBegan, ReasonCode.Of(now.Reason), $"A planned operation: {now.Words}");
        }
    }

    public void OpinionFormed(InstanceMonitor instance, GuestOpinion opinion) =>
        Of(
            instance,
            StoryKind.Opinion,
            ReasonCode.Of(opinion),
            $"Second opinion: {opinion.Describe(instance.Detector.Finding is Finding.PortClosed)}"
        );

    public void Heard(HeartbeatKey key, HeartbeatFinding finding) =>
        See(
            key.Instance,
            "",
            StoryKind.Heartbeat,
            ReasonCode.Of(finding.Kind),
            HeartbeatText.Of(key.Port, finding),
            isGuests: true
        );

    public void Checked(InstanceMonitor instance, HealthCheckFinding finding)
    {
        if (finding is { Kind: HealthCheckFindingKind.Passed, IsRecovery: false })
        {
            return;
        }

        var words = finding.Kind switch
        {
            HealthCheckFindingKind.Passed => "Its health check passes again",
            HealthCheckFindingKind.Failed => $"Its health check failed ({finding.BadInARow} in a row): {finding.Text}",
            HealthCheckFindingKind.Hangs => "Its health check does not end",
            HealthCheckFindingKind.NotUpYet =>
                $"Its health check does not count yet, so soon after the start: {finding.Text}",
            HealthCheckFindingKind.Forbidden => $"Its health check cannot be run: {finding.Text}",
            _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Kind, null),
        };
        Of(instance, StoryKind.HealthCheck, ReasonCode.Of(finding.Kind), words, isGuests: true);
    }

    /// <summary>A clause as the beginning of a sentence.</summary>
    private static string Sentence(Finding finding)
    {
        var words = finding.Describe();
        return words.StartsWith("libvirt", StringComparison.Ordinal)
            ? words
            : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
