using System.Net.Sockets;
using FluentAssertions;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Diagnostics.Checks.Rights;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics.Checks;

internal sealed class RightsTests
{
    private const long Mebibyte = 1024 * 1024;

    [TestCase("qemu:///system", new[] { "/run/libvirt/virtqemud-sock", "/run/libvirt/libvirt-sock" })]
    [TestCase("qemu+unix:///system?socket=/a/b-sock", new[] { "/a/b-sock" })]
    [TestCase("qemu+unix:///system?no_verify=1&socket=%2Fa%20b", new[] { "/a b" })]
    [TestCase("qemu+tcp://10.0.0.1/system", new string[0])]
    [TestCase("qemu://host/system", new string[0])]
    [TestCase("qemu:///session", new string[0])]
    [TestCase("test:///default", new string[0])]
    [TestCase("nonsense", new string[0])]
    public void Candidates_OfAUri_AreItsUnixSockets(string uri, string[] expected) =>
        LibvirtSocket.Candidates(uri).Should().Equal(expected);

    [TestCase(true, true, true, Severity.Ok, FindingCodes.LibvirtSocket)]
    [TestCase(true, true, false, Severity.Error, FindingCodes.LibvirtSocketDenied)]
    [TestCase(true, false, true, Severity.Error, FindingCodes.LibvirtSocketDenied)]
    [TestCase(false, false, false, Severity.Error, FindingCodes.LibvirtSocketMissing)]
    public void Socket_ByItsRights(bool exists, bool canRead, bool canWrite, Severity severity, string code)
    {
        var socket = Path("/run/libvirt/libvirt-sock", canWrite) with { Exists = exists, CanRead = canRead };

        var found = SocketRule.Judge("qemu:///system", [socket], "svc");

        (found.Severity, found.Code).Should().Be((severity, code));
    }

    [TestCase(0b111_111_000, "usermod -aG virt svc")]
    [TestCase(0b111_000_000, "usermod -aG libvirt svc")]
    public void Socket_Denied_NamesTheGroupThatHelps(int mode, string cure) =>
        SocketRule
            .Judge("qemu:///system", [Path("/s", canWrite: false) with { Mode = mode, Group = "virt" }], "svc")
            .Cure.Should()
            .Contain(cure);

    [Test]
    public void Socket_OfARemoteUri_IsNotJudged() =>
        SocketRule.Judge("qemu+tcp://h/system", [], "svc").Severity.Should().Be(Severity.Note);

    [TestCase(true, 100 * Mebibyte, 5000L, Severity.Ok, FindingCodes.StateFolder)]
    [TestCase(true, 100 * Mebibyte, null, Severity.Ok, FindingCodes.StateFolder)]
    [TestCase(true, 64 * Mebibyte, 1000L, Severity.Ok, FindingCodes.StateFolder)]
    [TestCase(true, 64 * Mebibyte - 1, 5000L, Severity.Warning, FindingCodes.StateFolderNearlyFull)]
    [TestCase(true, 100 * Mebibyte, 999L, Severity.Warning, FindingCodes.StateFolderNearlyFull)]
    [TestCase(true, Mebibyte - 1, 5000L, Severity.Error, FindingCodes.StateFolderFull)]
    [TestCase(true, 100 * Mebibyte, 15L, Severity.Error, FindingCodes.StateFolderFull)]
    [TestCase(false, 100 * Mebibyte, 5000L, Severity.Error, FindingCodes.StateFolderDenied)]
    public void StateFolder_ByRightsAndSpace(bool canWrite, long bytes, long? files, Severity severity, string code)
    {
        var folder = new StateFolder("/s", Path("/s", canWrite), new FreeSpace(bytes, files));

        var found = StateFolderRule.Judge(folder, folder, "svc");

        (found.Severity, found.Code).Should().Be((severity, code));
        (found.Cure is null).Should().Be(severity is Severity.Ok);
    }

    [Test]
    public void StateFolder_WhoseRootMayNotBeWritten_IsDenied()
    {
        var root = new StateFolder("/s", Path("/s", canWrite: false), null);
        var folder = new StateFolder("/s/monitor", Path("/s/monitor", canWrite: true), null);

        StateFolderRule.Judge(root, folder, "svc").Object.Should().Be("/s");
    }

    [Test]
    public void StateFolder_ThatIsNotThere_IsJudgedByTheOneAbove()
    {
        using var folder = new TemporaryFolder();

        var found = StateFolder.Look(folder.Combine("a/b"));

        (found.Exists, found.Nearest.Path).Should().Be((false, folder.Path));
        // Others write to that disk as well.
        found.Space!.Bytes.Should().BeCloseTo(new DriveInfo(folder.Path).AvailableFreeSpace, delta: 1 << 30);
    }

    [Test]
    public void Reader_OfAFile_TellsOwnerAndMode()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("f");
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupWrite);

        var rights = PathReader.Read(file);

        rights
            .Should()
            .BeEquivalentTo(
                new
                {
                    Exists = true,
                    CanRead = true,
                    Owner = Environment.UserName,
                    Mode = 0b100_010_000,
                }
            );
        rights.Description.Should().EndWith("mode 0420");
        rights.HelpfulGroup.Should().Be(rights.Group);
        PathReader.Read(folder.Combine("absent")).Exists.Should().BeFalse();
    }

    /// <summary>A heartbeat socket serves one client, and the guest agent's a stranger's would hang: nothing may connect.</summary>
    [Test]
    public void Reader_OfASocket_DoesNotConnect()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Combine("s");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(1);

        PathReader.Read(path).CanWrite.Should().BeTrue();

        listener.Poll(0, SelectMode.SelectRead).Should().BeFalse("nobody waits to be accepted");
    }

    [TestCase(true, Severity.Note)]
    [TestCase(false, Severity.Ok)]
    public void User_RootIsToldApart(bool isRoot, Severity expected) =>
        UserRule.Judge("svc", isRoot).Severity.Should().Be(expected);

    private static PathRights Path(string path, bool canWrite) =>
        new()
        {
            Path = path,
            Exists = true,
            CanRead = true,
            CanWrite = canWrite,
            Owner = "root",
            Group = "libvirt",
            Mode = 0b111_111_000,
        };
}
