using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.Sensitivity;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.Sensitivity;

internal sealed class EffectivePolicyTests
{
    [TestCase(2, 1, 15)]
    [TestCase(10, 2, 15)]
    [TestCase(10, 3, 16)]
    [TestCase(11, 2, 16)]
    [TestCase(30, 5, 38)]
    public void Freshness_FollowsLongIntervals(int interval, int timeout, int expected) =>
        Policy(interval, timeout, 3).Freshness.Should().Be(TimeSpan.FromSeconds(expected));

    [Test]
    public void Describe_NamesEachValueAndWhereItComesFrom()
    {
        var policy = Policy(2, 1, 2) with
        {
            IntervalOrigin = new PolicyOrigin(PolicySource.ServerMetadata, PolicyKeys.Interval),
            TimeoutOrigin = new PolicyOrigin(PolicySource.Host, "guest_monitoring_timeout"),
        };

        policy
            .Describe()
            .Should()
            .Be(
                "every 2 s (server metadata masakari:interval), for 1 s each (option guest_monitoring_timeout), 2 misses are a failure (default)"
            );
    }

    [Test]
    public void Describe_OneMiss_IsSingular() =>
        Policy(2.5, 1, 1)
            .Describe()
            .Should()
            .Be("every 2.5 s (default), for 1 s each (default), 1 miss is a failure (default)");

    [Test]
    public void Origin_Default_HasNoKey() =>
        PolicyOrigin.Default.Should().Be(new PolicyOrigin(PolicySource.Default, Key: "", IsLimited: false));

    [TestCase(PolicySource.Default, "", false, "default")]
    [TestCase(PolicySource.Host, "sensitivity = high", false, "option sensitivity = high")]
    [TestCase(PolicySource.NovaExtraSpec, "masakari:timeout", false, "flavor extra spec masakari:timeout")]
    [TestCase(PolicySource.DomainExtraSpec, "masakari:timeout", false, "flavor extra spec masakari:timeout")]
    [TestCase(
        PolicySource.ServerMetadata,
        "masakari:sensitivity = high",
        true,
        "server metadata masakari:sensitivity = high, limited by the operator"
    )]
    public void Origin_Describe_NamesSourceAndKey(int source, string key, bool limited, string expected) =>
        new PolicyOrigin((PolicySource)source, key, limited).Describe().Should().Be(expected);

    private static EffectivePolicy Policy(double interval, double timeout, int threshold) =>
        new(
            TimeSpan.FromSeconds(interval),
            PolicyOrigin.Default,
            TimeSpan.FromSeconds(timeout),
            PolicyOrigin.Default,
            new DetectionPolicy(threshold, false, TimeSpan.FromSeconds(300)),
            PolicyOrigin.Default,
            TimeSpan.FromSeconds(1)
        );
}
