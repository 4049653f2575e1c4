using Masakari.Introspective.Detection.Rulings;
using Masakari.Introspective.Monitoring.Brake;
using Masakari.Introspective.Monitoring.Holds;
using Masakari.Introspective.Monitoring.LocalHealth;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Monitoring.Story;

/// <summary>What people, masakari-api, libvirt and the host itself do.</summary>
internal sealed partial class StoryDesk
{
    private bool _isConnected;
    private bool _isBrakeEngaged;
    private bool _isJudgeUnwell;

    public void HoldSet(PersonHold hold) =>
        OfHold(hold, StoryKind.HoldSet, $"A person's hold begins: {hold.Describe()}");

    public void HoldReleased(PersonHold hold, string who) =>
        OfHold(hold, StoryKind.HoldReleased, $"{who} released the hold; it was: {hold.Reason}");

    public void HoldExpired(PersonHold hold) =>
        OfHold(hold, StoryKind.HoldExpired, $"The hold by {hold.Who} came to its end; it was: {hold.Reason}");

    /// <summary>A report was delivered, or withdrawn.</summary>
    public void ReportEnded(Notification report, bool isDelivered, DeliveryResult? result)
    {
        var record = result?.RecordId is { Length: > 0 } id ? $" (notification {id})" : "";
        var words = isDelivered
            ? $"masakari-api took the report{record}"
            : $"The report {report.Event} was withdrawn: what it told is no longer true, or a rule speaks against it (the log says which)";
        See(
            report.InstanceUuid,
            "",
            isDelivered ? StoryKind.Stored : StoryKind.Withdrawn,
            isDelivered ? result?.RecordId ?? "" : report.Code,
            words
        );
    }

    public void Connected(int domains)
    {
        _isConnected = true;
        OfHost(StoryKind.LibvirtConnected, "", $"libvirt is connected; instances on this host: {domains}");
    }

    /// <summary>Also called for each attempt that failed.</summary>
    public void Disconnected(string reason)
    {
        if (_isConnected)
        {
            _isConnected = false;
            OfHost(StoryKind.LibvirtLost, "", $"libvirt is not connected, nobody is judged meanwhile: {reason}");
        }
    }

    /// <summary>Once a second: what is on for the whole host.</summary>
    public void Tick(StormWatch storm, JudgeWatch judge)
    {
        if (storm.IsEngaged != _isBrakeEngaged)
        {
            _isBrakeEngaged = storm.IsEngaged;
            OfHost(
                _isBrakeEngaged ? StoryKind.BrakeEngaged : StoryKind.BrakeReleased,
                ReasonCode.Of(RulingReason.Storm),
                _isBrakeEngaged
                    ? $"The mass-failure brake is engaged: {storm.InTrouble} of {storm.Watched} guests fail at the same time"
                    : $"The mass-failure brake is released: {storm.InTrouble} of {storm.Watched} guests are in trouble"
            );
        }

        if (judge.Score > 0 != _isJudgeUnwell)
        {
            _isJudgeUnwell = !_isJudgeUnwell;
            OfHost(
                _isJudgeUnwell ? StoryKind.JudgeUnwell : StoryKind.JudgeWell,
                ReasonCode.Of(RulingReason.JudgeUnwell),
                _isJudgeUnwell
                    ? $"This monitor or its host is slow, so guests are given more time: {judge.Complaints}"
                    : "This monitor and its host are well again"
            );
        }

        Book.Tick();
    }

    private void OfHold(PersonHold hold, StoryKind kind, string words)
    {
        var code = ReasonCode.Of(RulingReason.HeldByPerson);
        if (hold.Instance is { } instance)
        {
            See(instance, "", kind, code, words);
        }
        else
        {
            OfHost(kind, code, words);
        }
    }

    private void OfHost(StoryKind kind, string code, string words) =>
        Book.Add(new StoryEntry(_time.GetUtcNow(), null, _host, kind, code, WireText.Clean(words, MostWords)));
}
