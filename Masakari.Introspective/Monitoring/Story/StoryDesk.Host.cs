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

    /// <summary>A report left the outbox; that one was withdrawn is a decision.</summary>
    public void ReportEnded(Notification report, ReportEnd end)
    {
        switch (end.Kind)
        {
            case ReportEndKind.Delivered:
                var id = end.Answer?.RecordId ?? "";
                var record = id.Length > 0 ? $" (notification {id})" : "";
                See(report.InstanceUuid, "", StoryKind.Stored, id, $"masakari-api took the report{record}");
                break;
            case ReportEndKind.SetAside:
                var words =
                    $"masakari-api will never take the report, which is kept in the outbox's rejected/: {end.Why}";
                See(report.InstanceUuid, "", StoryKind.SetAside, report.Code, words);
                break;
        }
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
