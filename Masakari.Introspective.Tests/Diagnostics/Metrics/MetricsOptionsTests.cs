using FluentAssertions;
using Masakari.Introspective.Diagnostics.Metrics;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Metrics;

internal sealed class MetricsOptionsTests
{
    [TestCase("127.0.0.1:9797", "127.0.0.1:9797")]
    [TestCase("0.0.0.0:1", "0.0.0.0:1")]
    [TestCase("[::1]:9797", "[::1]:9797")]
    [TestCase("[::]:65535", "[::]:65535")]
    public void EndPointOf_AnAddressWithAPort_IsIt(string text, string expected) =>
        MetricsOptions.EndPointOf(Config(text))!.ToString().Should().Be(expected);

    [Test]
    public void EndPointOf_NothingConfigured_IsNone() => MetricsOptions.EndPointOf(Config("")).Should().BeNull();

    [TestCase("9797")]
    [TestCase(":9797")]
    [TestCase("1:9797")]
    [TestCase("127.0.0.1")]
    [TestCase("127.0.0.1:0")]
    [TestCase("127.0.0.1:65536")]
    [TestCase("127.0.0.1: 9797")]
    [TestCase("::1:9797")]
    [TestCase("[127.0.0.1]:9797")]
    [TestCase("localhost:9797")]
    [TestCase("[::1]:metrics")]
    public void Bind_NoAddressWithAPort_IsRefused(string text) =>
        FluentActions.Invoking(() => MetricsOptions.Bind.Parse(text)).Should().Throw<FormatException>();

    private static TestConfig Config(string text) => new(("masakari_introspective/metrics_bind", text));
}
