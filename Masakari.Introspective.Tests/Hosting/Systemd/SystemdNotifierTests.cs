using FluentAssertions;
using Masakari.Introspective.Hosting.Systemd;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Hosting.Systemd;

[TestFixture]
internal sealed class SystemdNotifierTests
{
    [Test]
    public void Ready_WithPathSocket_SendsStateAndOneLineStatus()
    {
        using var folder = new TempFolder();
        using var systemd = new DatagramListener(folder.File("notify"));
        var sut = new SystemdNotifier(folder.File("notify"), TimeProvider.System);

        sut.Ready("watching 3\ninstances").Should().BeTrue();

        systemd.ReceiveText().Should().Be("READY=1\nSTATUS=watching 3 instances");
    }

    [Test]
    public void EachMessage_WithAbstractSocket_Arrives()
    {
        var name = $"masakari-notify-{Guid.NewGuid():N}";
        using var systemd = new DatagramListener("\0" + name);
        var sut = new SystemdNotifier("@" + name, TimeProvider.System);

        sut.Status("x");
        sut.Watchdog();
        sut.Stopping();

        systemd.ReceiveText().Should().Be("STATUS=x");
        systemd.ReceiveText().Should().Be("WATCHDOG=1");
        systemd.ReceiveText().Should().Be("STOPPING=1");
    }

    [Test]
    public void Reloading_AtAKnownMoment_GivesItInMicroseconds()
    {
        using var folder = new TempFolder();
        using var systemd = new DatagramListener(folder.File("notify"));
        var time = new ManualTimeProvider();
        var expected = time.GetTimestamp() / 7; // its timestamps count sevenths of a microsecond

        new SystemdNotifier(folder.File("notify"), time).Reloading();

        systemd.ReceiveText().Should().Be($"RELOADING=1\nMONOTONIC_USEC={expected}");
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("relative")]
    [TestCase("/nonexistent/notify")]
    public void Ready_WithoutListener_ReturnsFalseAndDoesNotThrow(string? path)
    {
        new SystemdNotifier(path, TimeProvider.System).Ready("x").Should().BeFalse();
    }

    [TestCase("60000000", null, 30_000)]
    [TestCase("60000000", "42", 30_000)]
    [TestCase("60000000", "43", null)]
    [TestCase("0", null, null)]
    [TestCase("abc", null, null)]
    [TestCase(null, null, null)]
    [TestCase("99999999999999999", null, null)]
    public void WatchdogInterval_Parse_IsHalfOfOursOnly(string? usec, string? pid, int? milliseconds)
    {
        WatchdogInterval.Parse(usec, pid, 42)?.TotalMilliseconds.Should().Be(milliseconds);
        WatchdogInterval.Parse(usec, pid, 42).HasValue.Should().Be(milliseconds.HasValue);
    }
}
