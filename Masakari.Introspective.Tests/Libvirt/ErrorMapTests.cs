using FluentAssertions;
using Masakari.Introspective.Libvirt;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Libvirt;

[TestFixture]
internal sealed class ErrorMapTests
{
    private const int Qemu = ErrorMap.FromQemu;
    private const int Rpc = ErrorMap.FromRpc;

    // Codes, domains and texts as libvirt 9.0 gives them.
    [TestCase(42, Qemu, "Domain not found: no domain with matching uuid 'x'", typeof(NoDomainException))]
    [TestCase(55, Qemu, "Requested operation is not valid: domain is not running", typeof(DomainNotRunningException))]
    [TestCase(38, Rpc, "Cannot recv data: Connection reset by peer", typeof(LibvirtDisconnectedException))]
    [TestCase(1, Rpc, "internal error: client socket is closed", typeof(LibvirtDisconnectedException))]
    [TestCase(39, Rpc, "Cannot read", typeof(LibvirtDisconnectedException))]
    [TestCase(6, 0, "invalid connection pointer", typeof(LibvirtDisconnectedException))]
    [TestCase(5, 0, "no connection driver available", typeof(LibvirtDisconnectedException))]
    [TestCase(38, Qemu, "cannot open file", typeof(LibvirtException))]
    [TestCase(29, 13, "operation forbidden: read only access", typeof(LibvirtPermissionException))]
    [TestCase(45, 60, "authentication failed", typeof(LibvirtPermissionException))]
    [TestCase(79, 60, "authentication cancelled", typeof(LibvirtPermissionException))]
    [TestCase(88, 60, "access denied", typeof(LibvirtPermissionException))]
    [TestCase(94, 60, "authentication unavailable", typeof(LibvirtPermissionException))]
    [TestCase(68, Qemu, "cannot acquire state change lock", typeof(AgentBusyException))]
    [TestCase(
        97,
        Qemu,
        "guest agent replied with wrong id to guest-sync command",
        typeof(AgentRepliedWithErrorException)
    )]
    [TestCase(
        1,
        Qemu,
        "internal error: unable to execute QEMU agent command 'guest-ping': Command guest-ping has been disabled",
        typeof(AgentRepliedWithErrorException)
    )]
    [TestCase(
        1,
        Qemu,
        "Interner Fehler: QEMU-Agent-Befehl 'guest-ping' kann nicht ausgeführt werden: ...",
        typeof(AgentRepliedWithErrorException)
    )]
    [TestCase(1, Qemu, "internal error: End of file from agent socket", typeof(LibvirtException))]
    [TestCase(74, Qemu, "QEMU guest agent is not configured", typeof(LibvirtException))]
    public void ToException_AgentCall_IsTheCause(int code, int domain, string message, Type expected)
    {
        var exception = ErrorMap.ToException(Failure(code, domain, message));

        exception.Should().BeOfType(expected);
        exception.Code.Should().Be(code);
        exception.Message.Should().StartWith(message);
    }

    [TestCase(
        "Guest agent is not responding: QEMU guest agent is not connected",
        0.0,
        typeof(AgentNotConnectedException)
    )]
    [TestCase(
        "Guest agent is not responding: QEMU guest agent is not connected",
        1.9,
        typeof(AgentNotConnectedException)
    )]
    [TestCase(
        "Guest agent is not responding: Guest agent disappeared while executing command",
        1.9,
        typeof(AgentNotConnectedException)
    )]
    [TestCase(
        "Guest agent is not responding: Guest agent not available for now",
        2.0,
        typeof(AgentUnresponsiveException)
    )]
    [TestCase(
        "Guest agent is not responding: Guest agent not available for now",
        0.0,
        typeof(AgentUnresponsiveException)
    )]
    [TestCase("Der Gast-Agent antwortet nicht", 0.01, typeof(AgentNotConnectedException))]
    [TestCase("Der Gast-Agent antwortet nicht", 2.0, typeof(AgentUnresponsiveException))]
    public void ToException_Code86_IsToldByTextThenByTime(string message, double seconds, Type expected)
    {
        var failure = Failure(86, Qemu, message) with { Elapsed = TimeSpan.FromSeconds(seconds) };

        ErrorMap.ToException(failure).Should().BeOfType(expected);
    }

    [Test]
    public void ToException_SocketNotPermitted_NamesTheCure() =>
        ErrorMap
            .ToException(Failure(38, Rpc, "Failed to connect socket") with { Errno = 13 })
            .Should()
            .BeOfType<LibvirtPermissionException>()
            .Which.Message.Should()
            .Contain("group libvirt")
            .And.Contain("polkit")
            .And.Contain("auth.conf");

    [Test]
    public void ToException_LockTimeoutOutsideOfAnAgentCall_IsNotABusyAgent() =>
        ErrorMap
            .ToException(Failure(68, Qemu, "cannot acquire state change lock") with { Call = LibvirtCall.Other })
            .Should()
            .BeOfType<LibvirtException>();

    private static LibvirtFailure Failure(int code, int domain, string message) =>
        new(LibvirtCall.Agent, code, domain, -1, message, TimeSpan.Zero, TimeSpan.FromSeconds(2));
}
