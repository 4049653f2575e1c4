using System.Text;
using FluentAssertions;
using Masakari.Introspective.GuestPing.HealthCheck;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
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
        using var rig = Watching(out var guest, new HealthCheckOptions { Path = "/opt/check", Grace = TimeSpan.Zero });
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

    [Test]
    public void GuestThatBoots_IsNotReported_WhileItsApplicationComesUp()
    {
        using var rig = Watching(out var guest);
        _exitCode = 1;
        rig.Libvirt.Destroy(guest);
        rig.Libvirt.Boot(guest);
        rig.Advance(200);

        _exitCode = 0;
        rig.Advance(60);
        _exitCode = 1;
        rig.Advance(29);
        rig.Notifier.Reported.Should().BeEmpty();
        rig.Advance(30);

        rig.Notifier.Reported.Should().ContainSingle();
        rig.Log.Count(LogLevel.Information, "does not count so soon after its start").Should().Be(1);
    }

    [Test]
    public void FailureThatWasWithdrawn_IsReportedAgain()
    {
        using var rig = Watching(out _);
        _exitCode = 1;
        rig.Advance(90);
        rig.Notifier.Reported.Should().ContainSingle();

        rig.Notifier.WithdrawAll();
        rig.Advance(60);

        rig.Notifier.Reported.Should().HaveCount(2);
    }

    [Test]
    public void FailureThatMayNotBeReported_IsOverWhenTheCheckPasses()
    {
        using var rig = new MonitorRig
        {
            HealthCheck = new HealthCheckOptions { Path = "/opt/check" },
            Inventory = new InventoryOptions { HostName = "compute-1", RequireHaEnabled = true },
        };
        var guest = Add(rig);
        Serve(rig, guest);
        rig.Start();
        rig.Advance(40);
        _exitCode = 1;
        rig.Advance(120);
        rig.Instances.Find(guest.Uuid)!.Sides.IsWell.Should().BeFalse();

        _exitCode = 0;
        rig.Advance(60);

        rig.Instances.Find(guest.Uuid)!.Sides.IsWell.Should().BeTrue();
        rig.Notifier.Reported.Should().BeEmpty();
    }

    [Test]
    public void MonitorRestarted_BeforeNovaIsRead_KeepsTheCheckThatMetadataNamed()
    {
        using var first = new MonitorRig
        {
            HealthCheck = new HealthCheckOptions { Allowed = ["/opt/check"] },
            Inventory = new InventoryOptions { HostName = "compute-1" },
        };
        var guest = Add(first);
        Serve(first, guest, (HealthCheckChoice.Key, "/opt/check"));
        first.Start();
        first.Advance(40);
        _exitCode = 1;
        first.Advance(120);
        var report = first.Notifier.Reported.Should().ContainSingle().Subject;
        using var second = first.Next();
        second.Nova.ListServersAsync(default!, default).ThrowsAsyncForAnyArgs(new OpenStackException("away"));
        second.Notifier.Restore(report);

        second.Start();
        var early = Truth(second, report);
        second.Advance(60);

        early.Should().Be(FaultTruth.Unknown);
        Truth(second, report).Should().Be(FaultTruth.StillTrue);
        second.Notifier.Reported.Should().BeEmpty("it is the same incident");
        _exitCode = 0;
        second.Advance(60);
        Truth(second, report).Should().Be(FaultTruth.Gone);
    }

    [Test]
    public void MonitorRestarted_WithoutTheCheck_EndsItsIncident()
    {
        using var first = Watching(out var guest);
        _exitCode = 1;
        first.Advance(120);
        var report = first.Notifier.Reported.Should().ContainSingle().Subject;
        first.Notifier.DeliverAll();
        first.HealthCheck = new HealthCheckOptions();
        using var second = first.Next();

        second.Start();
        second.Advance(60);

        Truth(second, report).Should().Be(FaultTruth.Gone);
        second.Instances.Find(guest.Uuid)!.Incidents.Open.Should().BeNull();
    }

    private static FaultTruth Truth(MonitorRig rig, Notification report) =>
        rig.Faults.ReadAsync(report, default).AsTask().GetAwaiter().GetResult().Truth;

    private static void Serve(MonitorRig rig, InMemoryDomain guest, params (string Key, string Value)[] metadata) =>
        rig
            .Nova.ListServersAsync(default!, default)
            .ReturnsForAnyArgs([
                new NovaServer
                {
                    Id = guest.Uuid,
                    Name = "vm",
                    Metadata = metadata.ToDictionary(x => x.Key, x => x.Value),
                },
            ]);

    private InMemoryDomain Add(MonitorRig rig)
    {
        var guest = rig.Libvirt.Add("instance-1");
        guest.Answers = Answer;
        return guest;
    }

    private MonitorRig Watching(out InMemoryDomain guest, HealthCheckOptions? options = null)
    {
        var rig = new MonitorRig { HealthCheck = options ?? new HealthCheckOptions { Path = "/opt/check" } };
        guest = Add(rig);
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
