using System.Buffers;
using System.Text;
using FluentAssertions;
using Masakari.Introspective.Diagnostics.Metrics;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Metrics;

internal sealed class PrometheusTextTests
{
    private ArrayBufferWriter<byte> _output = null!;

    [SetUp]
    public void SetUp() => _output = new ArrayBufferWriter<byte>();

    [Test]
    public void Sample_WithHostileLabelAndHelp_IsEscaped()
    {
        var sut = new PrometheusText(_output);

        sut.Begin("x", "gauge", "a \\ b\nc \"d\"");
        sut.Sample(1, ("domain", "a\\b\"c\nd \ud800 ü"), ("uuid", ""));
        sut.Sample(2.5);

        Written()
            .Should()
            .Be(
                "# HELP x a \\\\ b\\nc \"d\"\n# TYPE x gauge\n"
                    + "x{domain=\"a\\\\b\\\"c\\nd \ufffd ü\",uuid=\"\"} 1\nx 2.5\n"
            );
    }

    [TestCase(0, "0")]
    [TestCase(0.001, "0.001")]
    [TestCase(1700000000, "1700000000")]
    [TestCase(double.PositiveInfinity, "+Inf")]
    [TestCase(double.NegativeInfinity, "-Inf")]
    [TestCase(double.NaN, "NaN")]
    public void Number_OfAValue_IsAsGoWritesIt(double value, string expected) =>
        PrometheusText.Number(value).Should().Be(expected);

    private string Written() => Encoding.UTF8.GetString(_output.WrittenSpan);
}
