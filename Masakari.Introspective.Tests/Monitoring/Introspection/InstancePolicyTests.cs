using FluentAssertions;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.Sensitivity;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Monitoring.Introspection;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging;
using NSubstitute;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Introspection;

/// <summary>Presets of the host and wishes of instances, on a whole host in simulated time.</summary>
internal sealed class InstancePolicyTests
{
    [TestCase(new[] { "sensitivity=high" }, 2, 1, 2, "sensitivity = high")]
    [TestCase(new[] { "sensitivity=LOW" }, 30, 5, 3, "sensitivity = low")]
    [TestCase(new string[0], 10, 2, 3, "default")]
    public void Options_APreset_SetsAllThree(string[] set, int interval, int timeout, int threshold, string origin)
    {
        var policy = IntrospectionOptions.From(Config(set)).HostPolicy();

        policy.Interval.Should().Be(TimeSpan.FromSeconds(interval));
        policy.Timeout.Should().Be(TimeSpan.FromSeconds(timeout));
        policy.Detection.FailureThreshold.Should().Be(threshold);
        policy.Describe().Should().Contain($"every {interval} s (").And.Contain(origin);
    }

    [Test]
    public void Options_WhatIsSetItself_WinsOverThePreset()
    {
        var policy = IntrospectionOptions
            .From(Config("sensitivity=high", "introspectiveinstancemonitor/guest_monitoring_interval=7"))
            .HostPolicy();

        policy
            .Describe()
            .Should()
            .Be(
                "every 7 s (option guest_monitoring_interval), for 1 s each (option sensitivity = high), "
                    + "2 misses are a failure (option sensitivity = high)"
            );
    }

    [Test]
    public void Options_LimitsThatContradict_AreNamedBoth()
    {
        var read = () => IntrospectionOptions.From(Config("min_interval=20", "max_interval=10"));

        read.Should()
            .Throw<ConfigException>()
            .WithMessage("*min_interval is 20*max_interval, which is 10: no value is between them");
    }

    [Test]
    public void Options_Reask_IsNeverLaterThanTheInterval() =>
        IntrospectionOptions
            .From(Config("sensitivity=high", "reask_interval=60"))
            .HostPolicy()
            .Reask.Should()
            .Be(TimeSpan.FromSeconds(2));

    [Test]
    public void ExtraSpec_InTheDomainsXml_PacesTheQuestionsOfThatGuest()
    {
        using var rig = new MonitorRig();
        var fast = rig.Libvirt.Add("instance-1");
        fast.Xml = XmlWith(fast, "masakari:sensitivity", "high");
        var usual = rig.Libvirt.Add("instance-2");
        rig.Start();
        rig.Advance(20);

        var (fastBefore, usualBefore) = (fast.AgentCalls, usual.AgentCalls);
        rig.Advance(60);

        (fast.AgentCalls - fastBefore).Should().Be(30);
        (usual.AgentCalls - usualBefore).Should().Be(6);
        rig.Libvirt.SetAgent(fast, AgentBehaviour.Silent);
        rig.Advance(5.1);
        rig.Notifier.Reported.Should().ContainSingle("asked within 2 s and 1 s after, for 1 s each");
    }

    [Test]
    public void ServerMetadata_ThatComesLater_MovesTheGuestToItsNewInterval()
    {
        using var rig = new MonitorRig { Inventory = new InventoryOptions { HostName = "compute-1" } };
        var guest = rig.Libvirt.Add("instance-1");
        Tell(rig, guest, []);
        rig.Start();
        rig.Advance(55);
        Tell(rig, guest, new() { ["masakari:interval"] = "5", ["masakari:threshold"] = "7" });
        rig.Advance(10);

        var before = guest.AgentCalls;
        rig.Advance(50);

        (guest.AgentCalls - before).Should().Be(10);
        var policy = rig.Instances.Find(guest.Uuid)!.Policy!;
        policy.Detection.FailureThreshold.Should().Be(7);
        policy.IntervalOrigin.Should().Be(new PolicyOrigin(PolicySource.ServerMetadata, "masakari:interval"));
        rig.Log.Count(LogLevel.Information, "is asked every 5 s (server metadata masakari:interval)").Should().Be(1);
    }

    [Test]
    public void ABadValue_IsSaidOnceAndIgnored()
    {
        using var rig = new MonitorRig { Inventory = new InventoryOptions { HostName = "compute-1" } };
        var guest = rig.Libvirt.Add("instance-1");
        Tell(rig, guest, new() { ["masakari:interval"] = "1\n2" });
        rig.Start();
        rig.Advance(600);

        rig.Log.Lines.Where(line => line.Text.Contains("is ignored", StringComparison.Ordinal))
            .Should()
            .ContainSingle()
            .Which.Text.Should()
            .Be("web-1: server metadata masakari:interval = 1 2 is ignored: allowed is 2..300.");
        rig.Instances.Find(guest.Uuid)!.Policy!.Interval.Should().Be(TimeSpan.FromSeconds(10));
    }

    [Test]
    public void NotAllowed_NothingOfTheInstanceCounts()
    {
        using var rig = new MonitorRig { Introspection = new IntrospectionOptions { AllowInstancePolicy = false } };
        var guest = rig.Libvirt.Add("instance-1");
        guest.Xml = XmlWith(guest, "masakari:interval", "nonsense");
        rig.Start();
        rig.Advance(60);

        rig.Instances.Find(guest.Uuid)!.Policy!.Interval.Should().Be(TimeSpan.FromSeconds(10));
        rig.Log.Count(LogLevel.Warning, "is ignored").Should().Be(0);
    }

    [Test]
    public void TheHostsPolicy_IsSaidAtTheStart()
    {
        using var rig = new MonitorRig();
        rig.Start();

        rig.Log.Count(
                LogLevel.Information,
                "Guests are asked every 10 s (default), for 2 s each (default), 3 misses are a failure (default)."
            )
            .Should()
            .Be(1);
    }

    private static TestConfig Config(params string[] set) =>
        new([
            .. set.Select(text => text.Split('='))
                .Select(pair => (pair[0].Contains('/') ? pair[0] : $"masakari_introspective/{pair[0]}", pair[1])),
        ]);

    private static void Tell(MonitorRig rig, InMemoryDomain guest, Dictionary<string, string> metadata) =>
        rig
            .Nova.ListServersAsync(Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns([
                new NovaServer
                {
                    Id = guest.Uuid,
                    Name = "web-1",
                    Metadata = metadata,
                },
            ]);

    private static string XmlWith(InMemoryDomain guest, string key, string value) =>
        guest.CurrentXml.Replace(
            "<devices>",
            $"""
            <metadata><nova:instance xmlns:nova="http://openstack.org/xmlns/libvirt/nova/1.1"><nova:name>web-1</nova:name>
              <nova:flavor name="m1"><nova:extraSpecs><nova:extraSpec name="{key}">{value}</nova:extraSpec></nova:extraSpecs></nova:flavor>
            </nova:instance></metadata><devices>
            """,
            StringComparison.Ordinal
        );
}
