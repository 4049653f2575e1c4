using System.CommandLine;
using System.Globalization;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Notifications.Registration;

namespace Masakari.Introspective.Cli.Control;

/// <summary>How the daemon and its host stand.</summary>
internal static class StatusCommand
{
    public static Command Create() =>
        ControlRun.Create(
            "status",
            "Shows how the daemon and its host stand: libvirt, outbox, brake, its own health, instances by status.",
            async (_, task) =>
                task.Print(await task.Client.GetAsync<StatusView>("/v1/status", task.Stopping), PrintText)
        );

    public static void PrintText(TextWriter output, StatusView status) =>
        TablePrinter.Print(
            output,
            TextTable.OfFields(
                (
                    "program",
                    $"{status.Program} {status.Version}, pid {status.Pid}, up {Words.Duration(status.UptimeS)}"
                ),
                ("host", status.Host),
                ("watch", Watch(status)),
                ("reports", Reports(status)),
                ("host hold", status.Hold is { } hold ? Warning(Words.Hold(hold)) : "none"),
                ("instance holds", status.InstanceHolds.ToString(CultureInfo.InvariantCulture)),
                ("libvirt", Libvirt(status)),
                ("masakari", Registration(status.Registration)),
                ("notifications", Outbox(status.Notifications)),
                ("brake", Brake(status.Brake)),
                ("own health", Health(status.Health)),
                ("instances", Instances(status))
            )
        );

    public static TextCell Registration(RegistrationView? registration) =>
        registration is { Problem: { } problem, AnsweredAt: var answered }
            ? Warning(
                $"masakari-api gives no usable answer: {problem} "
                    + $"(it last did: {(answered is { } at ? $"{Words.Time(at)}, {Known(registration).Text}" : "never")})"
            )
            : Known(registration);

    private static TextCell Known(RegistrationView? registration) =>
        registration switch
        {
            null => "not asked whether this host is in a segment: registration_check is off",
            { State: RegistrationState.Unknown } => "not known yet whether this host is in a segment",
            { State: RegistrationState.Unregistered } => Bad(
                "this host is in no failover segment: every notification is refused (segment register-this-host)"
            ),
            { OnMaintenance: true } => Warning(
                $"in segment {registration.Segment}, on maintenance: notifications are refused"
            ),
            { Enabled: false } => Warning(
                $"in segment {registration.Segment}, which is disabled: nothing is recovered"
            ),
            _ => Good($"in segment {registration.Segment}"),
        };

    public static TextCell Watch(StatusView status) =>
        status.IsMoving ? Good("moves") : Bad("does not move: see the daemon's log");

    public static TextCell Reports(StatusView status) =>
        status.ObserveOnly ? Warning("none: observe_only") : Good("to masakari-api");

    public static TextCell Libvirt(StatusView status) =>
        status.Libvirt.Connected ? Good("connected") : Bad("not connected");

    public static TextCell Outbox(OutboxView outbox)
    {
        var waiting = outbox.OldestS is { } age
            ? $"{outbox.Waiting} waiting, the oldest for {Words.Duration(age)}"
            : "none waiting";
        return outbox.Durable
            ? new TextCell(waiting, outbox.Waiting == 0 ? CellTone.Good : CellTone.Warning)
            : Bad($"{waiting}; the outbox's disk refuses: kept in memory only");
    }

    public static TextCell Brake(BrakeView brake) =>
        brake.Engaged
            ? Bad($"engaged: {brake.InTrouble} of {brake.Watched} guests fail at the same time")
            : Good($"released ({brake.InTrouble} of {brake.Watched} guests in trouble)");

    public static TextCell Health(HealthView health) =>
        health.Score == 0
            ? Good("well")
            : Warning(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{health.Score} of 7, waits {health.Factor:0.0} times as long: {health.Complaints}"
                )
            );

    public static string Instances(StatusView status)
    {
        var there = status.Instances.Where(count => count.Value > 0).Select(count => $"{count.Value} {count.Key}");
        return string.Join(", ", there) is { Length: > 0 } counts ? counts : "none";
    }

    private static TextCell Good(string text) => new(text, CellTone.Good);

    private static TextCell Warning(string text) => new(text, CellTone.Warning);

    private static TextCell Bad(string text) => new(text, CellTone.Bad);
}
