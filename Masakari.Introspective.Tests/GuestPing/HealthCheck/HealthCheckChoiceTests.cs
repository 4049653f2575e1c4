using FluentAssertions;
using Masakari.Introspective.GuestPing.HealthCheck;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.GuestPing.HealthCheck;

internal sealed class HealthCheckChoiceTests
{
    private static readonly HealthCheckOptions Own = new()
    {
        Path = "/host/check",
        Allowed = ["/opt/check", "/opt/c/*.sh"],
    };

    [TestCase(null, "/host/check", null)]
    [TestCase("", "/host/check", null)]
    [TestCase("false", null, null)]
    [TestCase(" False ", null, null)]
    [TestCase("/opt/check", "/opt/check", null)]
    [TestCase("/opt/c/db.sh", "/opt/c/db.sh", null)]
    [TestCase("/opt/c/.sh", "/opt/c/.sh", null)]
    [TestCase("/opt/c/db", "/host/check", "/opt/c/db")]
    [TestCase("/opt/c/deep/db.sh", "/host/check", "/opt/c/deep/db.sh")]
    [TestCase("/opt/c/../../bin/x.sh", "/host/check", "/opt/c/../../bin/x.sh")]
    [TestCase("/opt/checkx", "/host/check", "/opt/checkx")]
    [TestCase("rm -rf /", "/host/check", "rm -rf /")]
    public void Of_WhatTheInstanceNames_IsTakenOnlyWhereItIsAllowed(string? wished, string? path, string? refused) =>
        HealthCheckChoice.Of(Own, wished).Should().Be(new HealthCheckChoice(path, refused));

    [Test]
    public void Of_NothingConfigured_ChecksNobody() =>
        HealthCheckChoice
            .Of(new HealthCheckOptions(), "/opt/check")
            .Should()
            .Be(new HealthCheckChoice(null, "/opt/check"));

    [Test]
    public void Of_DotDotThroughAStar_IsRefused() =>
        HealthCheckChoice
            .Of(new HealthCheckOptions { Allowed = ["/opt/*/check"] }, "/opt/../check")
            .Path.Should()
            .BeNull();

    [TestCase(@"C:\checks\db.exe", true)]
    [TestCase(@"C:\checks\..\..\x.exe", false)]
    [TestCase(@"C:\checks\deep\db.exe", false)]
    public void Of_WindowsPath_HasSeparatorsToo(string path, bool isAllowed) =>
        (HealthCheckChoice.Of(new HealthCheckOptions { Allowed = [@"C:\checks\*"] }, path).Path is not null)
            .Should()
            .Be(isAllowed);
}
