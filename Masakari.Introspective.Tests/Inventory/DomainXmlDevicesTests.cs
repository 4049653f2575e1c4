using FluentAssertions;
using Masakari.Introspective.Inventory;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Inventory;

/// <summary>The balloon and the console of a domain.</summary>
internal sealed class DomainXmlDevicesTests
{
    [TestCase("<memballoon model='virtio'><stats period='10'/></memballoon>", true, 10)]
    [TestCase("<memballoon model='virtio-non-transitional'><stats period='1'/></memballoon>", true, 1)]
    [TestCase("<memballoon model='virtio'><stats period='0'/></memballoon>", true, null)]
    [TestCase("<memballoon model='virtio'><stats period='-5'/></memballoon>", true, null)]
    [TestCase("<memballoon model='virtio'/>", true, null)]
    [TestCase("<memballoon model='none'/>", false, null)]
    [TestCase("<memballoon/>", false, null)]
    [TestCase("", false, null)]
    public void Balloon_IsRead(string xml, bool hasBalloon, int? period)
    {
        var domain = Parse(xml);

        domain.HasBalloon.Should().Be(hasBalloon);
        domain.BalloonPeriod.Should().Be(period is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }

    [TestCase("<console type='pty'><log file='/var/lib/nova/c.log' append='off'/></console>", "/var/lib/nova/c.log")]
    [TestCase("<serial type='file'><source path='/var/log/c.console'/></serial>", "/var/log/c.console")]
    [TestCase("<serial type='file'><source path='/a'/></serial><serial type='pty'><log file='/b'/></serial>", "/b")]
    [TestCase("<serial type='dev'><source path='/dev/ttyS1'/></serial>", null)]
    [TestCase("<serial type='file'><source path='relative'/></serial>", null)]
    [TestCase("<serial type='pty'><log file='/'/></serial>", null)]
    [TestCase("<channel type='file'><source path='/a'/></channel>", null)]
    [TestCase("", null)]
    public void ConsoleLog_IsTheLogElseTheFile(string xml, string? expected) =>
        Parse(xml).ConsoleLog.Should().Be(expected);

    private static DomainDescription Parse(string devices) =>
        DomainXml.Parse($"<domain><devices>{devices}</devices></domain>");
}
