using System.Text;
using FluentAssertions;
using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Tests.Libvirt;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.HealthChecks;

/// <summary>Checks run by the stock guest agent, on a whole monitor in simulated time.</summary>
internal sealed class HealthCheckTests
{
    private readonly List<string> _commands = [];
    private int? _exitCode = 0;

    [SetUp]
    public void SetUp()
    {
        _commands.Clear();
        _exitCode = 0;
    }

    [Test]
    public void WellGuest_IsCheckedOnceAnInterval_AndPingedAsEver()
    {
        using var rig = Watching(out _);
        var (pings, starts) = (Count("guest-ping"), Count("guest-exec\""));

        rig.Advance(300);

        (Count("guest-exec\"") - starts).Should().Be(10);
        (Count("guest-ping") - pings).Should().Be(30);
        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void FailingCheck_IsOneNotification_AndRecoveryEndsTheIncident()
    {
        using var rig = Watching(out var guest);
        _exitCode = 1;
        rig.Advance(300);
        var reported = rig.Notifier.Reported.Should().ContainSingle().Subject;
        (reported.Event, reported.VirDomainEvent).Should().Be(("QEMU_GUEST_AGENT_ERROR", "STOPPED_FAILED"));
        reported.Cause.Should().Contain("disk full");
        rig.Faults.ReadAsync(reported, default)
            .AsTask()
            .GetAwaiter()
            .GetResult()
            .Truth.Should()
            .Be(FaultTruth.StillTrue);
        rig.Notifier.DeliverAll();

        _exitCode = 0;
        rig.Advance(60);

        rig.Instances.Find(guest.Uuid)!.Incidents.Open.Should().BeNull();
        rig.Faults.ReadAsync(reported, default).AsTask().GetAwaiter().GetResult().Truth.Should().Be(FaultTruth.Gone);
    }

    [Test]
    public void HangingCheck_LeavesOneProcess_AndThePingsAlone()
    {
        using var rig = Watching(out _);
        _exitCode = null;
        rig.Advance(60);
        var (pings, starts) = (Count("guest-ping"), Count("guest-exec\""));

        rig.Advance(600);

        Count("guest-exec\"").Should().Be(starts);
        (Count("guest-ping") - pings).Should().Be(60);
        rig.Notifier.Reported.Should().ContainSingle().Which.Cause.Should().Contain("does not end");
    }

    [Test]
    public void GuestThatForbidsIt_IsLeftAloneUntilItsNextStart()
    {
        using var rig = Watching(out var guest);
        guest.Answers = command => Remember(command).Contains("guest-ping") ? InMemoryDomain.DefaultReply : null;
        rig.Advance(60);
        var starts = Count("guest-exec\"");

        rig.Advance(600);
        Count("guest-exec\"").Should().Be(starts);
        rig.Libvirt.Destroy(guest);
        rig.Libvirt.Boot(guest);
        rig.Advance(60);

        Count("guest-exec\"").Should().Be(starts + 1);
        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void GuestThatHangsInACheck_IsReportedWithin20Seconds()
    {
        for (var offset = 0.0; offset < 30; offset += 0.5)
        {
            using var rig = Watching(out var guest);
            rig.Advance(offset);
            rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

            rig.Advance(20);

            rig.Notifier.Reported.Should().ContainSingle($"hung {offset} s later");
        }
    }

    [Test]
    public void MonitorRestarted_WhileACheckHangs_StartsNoSecondOne()
    {
        using var first = Watching(out _);
        _exitCode = null;
        first.Advance(60);
        var starts = Count("guest-exec\"");
        using var second = first.Next(isKilled: true);
        second.Start();

        second.Advance(300);

        Count("guest-exec\"").Should().Be(starts);
    }

    private MonitorRig Watching(out InMemoryDomain guest)
    {
        var rig = new MonitorRig { HealthCheck = new HealthCheckOptions { Path = "/opt/check" } };
        guest = rig.Libvirt.Add("instance-1");
        guest.Answers = Answer;
        rig.Start();
        rig.Advance(40);
        return rig;
    }

    private string Answer(string command) =>
        Remember(command) switch
        {
            var status when status.Contains("guest-exec-status") => _exitCode is { } code
                ? $$$"""{"return":{"exited":true,"exitcode":{{{code}}},"out-data":"{{{Convert.ToBase64String(
                    Encoding.UTF8.GetBytes("disk full\n")
                )}}}"}}"""
                : """{"return":{"exited":false}}""",
            var start when start.Contains("guest-exec") => """{"return":{"pid":12}}""",
            _ => InMemoryDomain.DefaultReply,
        };

    private string Remember(string command)
    {
        _commands.Add(command);
        return command;
    }

    private int Count(string word) => _commands.Count(command => command.Contains(word, StringComparison.Ordinal));
}
