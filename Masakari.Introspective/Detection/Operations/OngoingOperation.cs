using System.Globalization;
using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Detection.Operations;

/// <summary>An operation that is under way.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Since">When it was first seen, on the monotonic clock.</param>
/// <param name="Words">Who does what, a clause: <c>libvirt migrates it to another host</c>.</param>
internal sealed record OngoingOperation(Operation Kind, TimeSpan Since, string Words)
{
    public RulingReason Reason =>
        Kind switch
        {
            Operation.PowerOff => RulingReason.PlannedStop,
            Operation.Reboot => RulingReason.PlannedReboot,
            Operation.Migration => RulingReason.Migrating,
            Operation.Pause => RulingReason.Paused,
            Operation.Save => RulingReason.Saving,
            Operation.Snapshot => RulingReason.Snapshot,
            _ => RulingReason.PlannedTask,
        };

    /// <summary>Whether it lasts longer than it excuses anything.</summary>
    public bool IsOver(OperationLimits limits, TimeSpan now) => now - Since >= limits.CeilingOf(Kind);

    public Ruling ToHold(OperationLimits limits, TimeSpan now) =>
        new(
            RulingKind.Hold,
            Reason,
            $"{Words}, seen {Seconds(now - Since)} ago; it is held for {Seconds(limits.CeilingOf(Kind))} at most"
        );

    private static string Seconds(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");
}
