using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Sensitivity;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Sensitivity;

internal sealed class PolicyChoiceTests
{
    private static readonly EffectivePolicy Host = new(
        TimeSpan.FromSeconds(10),
        PolicyOrigin.Default,
        TimeSpan.FromSeconds(2),
        PolicyOrigin.Default,
        new DetectionPolicy(3, true, TimeSpan.FromSeconds(300)),
        PolicyOrigin.Default,
        TimeSpan.FromSeconds(5)
    );

    private static readonly PolicyLimits Limits = new(
        new ValueRange(2, 300),
        new ValueRange(1, 10),
        new ValueRange(2, 20)
    );

    [Test]
    public void NobodySaysAnything_IsTheHostsOwn()
    {
        var choice = Of(
            (PolicySource.ServerMetadata, null),
            (PolicySource.DomainExtraSpec, "HA_Enabled=True"),
            (PolicySource.NovaExtraSpec, "")
        );

        choice.Policy.Should().BeSameAs(Host);
        choice.Complaints.Should().BeEmpty();
    }

    [Test]
    public void EachValue_ComesFromItsOwnKey()
    {
        var choice = Of(
            (PolicySource.ServerMetadata, "masakari:interval=20;masakari:timeout= 4 ;masakari:threshold=5")
        );

        Values(choice).Should().Be((20, 4, 5));
        choice.Policy.IntervalOrigin.Should().Be(new PolicyOrigin(PolicySource.ServerMetadata, "masakari:interval"));
        choice.Policy.TimeoutOrigin.Should().Be(new PolicyOrigin(PolicySource.ServerMetadata, "masakari:timeout"));
        choice.Policy.ThresholdOrigin.Should().Be(new PolicyOrigin(PolicySource.ServerMetadata, "masakari:threshold"));
        choice.Policy.Detection.ReportClosedPort.Should().BeTrue("that is the host's to say");
        choice.Complaints.Should().BeEmpty();
    }

    [TestCase("masakari:interval=20", 20, 2, 3)]
    [TestCase("masakari:timeout=4", 10, 4, 3)]
    [TestCase("masakari:threshold=5", 10, 2, 5)]
    public void OneValue_LeavesTheOthersToTheHost(string values, int interval, int timeout, int threshold)
    {
        var choice = Of((PolicySource.NovaExtraSpec, values));

        Values(choice).Should().Be((interval, timeout, threshold));
        var origins = new[]
        {
            choice.Policy.IntervalOrigin,
            choice.Policy.TimeoutOrigin,
            choice.Policy.ThresholdOrigin,
        };
        origins.Count(origin => origin == PolicyOrigin.Default).Should().Be(2);
        origins.Should().ContainSingle(origin => origin.Source == PolicySource.NovaExtraSpec);
    }

    [TestCase("high", 2, 1, 2)]
    [TestCase("medium", 10, 2, 3)]
    [TestCase("LOW", 30, 5, 3)]
    public void APreset_SetsAllThree(string name, int interval, int timeout, int threshold)
    {
        var choice = Of((PolicySource.DomainExtraSpec, $"masakari:sensitivity={name}"));

        Values(choice).Should().Be((interval, timeout, threshold));
        var origin = new PolicyOrigin(
            PolicySource.DomainExtraSpec,
            $"masakari:sensitivity = {name.ToLowerInvariant()}"
        );
        choice.Policy.IntervalOrigin.Should().Be(origin);
        choice.Policy.TimeoutOrigin.Should().Be(origin);
        choice.Policy.ThresholdOrigin.Should().Be(origin);
    }

    [Test]
    public void OwnKeyBeatsThePresetBesideIt_WhichBeatsKeysOfWeakerSources()
    {
        var choice = Of(
            (PolicySource.ServerMetadata, "masakari:sensitivity=low;masakari:timeout=3"),
            (PolicySource.DomainExtraSpec, "masakari:interval=7;masakari:threshold=9")
        );

        Values(choice).Should().Be((30, 3, 3));
    }

    [TestCase("masakari:interval=7", 7, 5, 3)]
    [TestCase("masakari:timeout=7", 30, 7, 3)]
    [TestCase("masakari:threshold=7", 30, 5, 7)]
    public void OwnKey_BeatsThePresetBesideIt(string own, int interval, int timeout, int threshold) =>
        Values(Of((PolicySource.ServerMetadata, $"masakari:sensitivity=low;{own}")))
            .Should()
            .Be((interval, timeout, threshold));

    [Test]
    public void MetadataBeatsDomainBeatsNova()
    {
        var choice = Of(
            (PolicySource.ServerMetadata, "masakari:interval=11"),
            (PolicySource.DomainExtraSpec, "masakari:interval=12;masakari:timeout=5"),
            (PolicySource.NovaExtraSpec, "masakari:interval=13;masakari:timeout=6;masakari:threshold=7")
        );

        Values(choice).Should().Be((11, 5, 7));
        choice.Policy.IntervalOrigin.Source.Should().Be(PolicySource.ServerMetadata);
        choice.Policy.TimeoutOrigin.Source.Should().Be(PolicySource.DomainExtraSpec);
        choice.Policy.ThresholdOrigin.Source.Should().Be(PolicySource.NovaExtraSpec);
    }

    [TestCase("masakari:interval", "2", true)]
    [TestCase("masakari:interval", "300", true)]
    [TestCase("masakari:interval", "1", false)]
    [TestCase("masakari:interval", "301", false)]
    [TestCase("masakari:interval", "+5", false)]
    [TestCase("masakari:interval", "1e1", false)]
    [TestCase("masakari:timeout", "1", true)]
    [TestCase("masakari:timeout", "0", false)]
    [TestCase("masakari:timeout", "10", true)]
    [TestCase("masakari:timeout", "11", false)]
    [TestCase("masakari:timeout", "2.5", false)]
    [TestCase("masakari:threshold", "2", true)]
    [TestCase("masakari:threshold", "1", false)]
    [TestCase("masakari:threshold", "21", false)]
    [TestCase("masakari:threshold", "", false)]
    [TestCase("masakari:threshold", "99999999999999", false)]
    [TestCase("masakari:sensitivity", "high", true)]
    [TestCase("masakari:sensitivity", "very", false)]
    public void WhatIsNotAllowed_IsNamedAndIgnored(string key, string value, bool allowed)
    {
        var choice = Of((PolicySource.ServerMetadata, $"{key}={value}"));

        if (allowed)
        {
            choice.Complaints.Should().BeEmpty();
            choice.Policy.Should().NotBeSameAs(Host);
            return;
        }

        choice.Policy.Should().BeSameAs(Host);
        var range = key switch
        {
            "masakari:interval" => "2..300",
            "masakari:timeout" => "1..10",
            "masakari:threshold" => "2..20",
            _ => "high, medium, low",
        };
        choice
            .Complaints.Should()
            .Equal(new PolicyComplaint(new PolicyOrigin(PolicySource.ServerMetadata, key), value, range));
    }

    [Test]
    public void ABadValue_LeavesRoomForTheNextSource_AndBothAreRead()
    {
        var choice = Of(
            (PolicySource.ServerMetadata, "masakari:interval=1;masakari:sensitivity=x"),
            (PolicySource.NovaExtraSpec, "masakari:interval=40;masakari:threshold=0")
        );

        Values(choice).Should().Be((40, 2, 3));
        choice
            .Complaints.Select(complaint => complaint.Origin.Describe())
            .Should()
            .BeEquivalentTo(
                "server metadata masakari:interval",
                "server metadata masakari:sensitivity",
                "flavor extra spec masakari:threshold"
            );
    }

    [Test]
    public void APresetBeyondTheLimits_IsBroughtIntoThem()
    {
        var limits = new PolicyLimits(new ValueRange(5, 20), new ValueRange(1, 4), new ValueRange(3, 20));
        var high = PolicyChoice.Of(Host, limits, Wish(PolicySource.ServerMetadata, "masakari:sensitivity=high"));
        var low = PolicyChoice.Of(Host, limits, Wish(PolicySource.ServerMetadata, "masakari:sensitivity=low"));

        Values(high).Should().Be((5, 1, 3));
        Values(low).Should().Be((20, 4, 3));
        high.Policy.IntervalOrigin.IsLimited.Should().BeTrue();
        high.Policy.TimeoutOrigin.IsLimited.Should().BeFalse();
        high.Policy.ThresholdOrigin.IsLimited.Should().BeTrue();
        high.Complaints.Should().BeEmpty();
    }

    [TestCase(4, 4)]
    [TestCase(5, 5)]
    [TestCase(6, 5)]
    public void Reask_IsNeverLaterThanTheInterval(int interval, int expected) =>
        Of((PolicySource.ServerMetadata, $"masakari:interval={interval}"))
            .Policy.Reask.Should()
            .Be(TimeSpan.FromSeconds(expected));

    private static (int Interval, int Timeout, int Threshold) Values(PolicyChoice choice) =>
        (
            (int)choice.Policy.Interval.TotalSeconds,
            (int)choice.Policy.Timeout.TotalSeconds,
            choice.Policy.Detection.FailureThreshold
        );

    private static PolicyChoice Of(params (PolicySource Source, string? Values)[] wishes) =>
        PolicyChoice.Of(Host, Limits, [.. wishes.Select(wish => Wish(wish.Source, wish.Values))]);

    private static PolicyWish Wish(PolicySource source, string? values) =>
        new(
            source,
            values
                ?.Split(';', StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('='))
                .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal)
        );
}
