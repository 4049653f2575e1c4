using FluentAssertions;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Libvirt.Native;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>The contract, asked of a real libvirtd with real guests; and what only those can show.</summary>
[TestFixture]
[Category("Lab")]
[NonParallelizable]
internal sealed class LibvirtHostLabTests : LibvirtHostContract
{
    private static string _uri = "";

    [OneTimeSetUp]
    public static async Task StartLab()
    {
        await Lab.UpAsync();
        _uri = await Lab.LibvirtUriAsync();
    }

    [Test]
    public void ReadOnlyConnection_AgentCommand_IsRefusedWithTheCure()
    {
        using var link = new NativeConnector(_uri, TimeProvider.System).Open(readOnly: true);
        var guest = link.ListDomains()[0].Uuid;

        var act = () => link.AgentCommand(guest, """{"execute":"guest-ping"}""", TimeSpan.FromSeconds(2), null);

        act.Should().Throw<LibvirtPermissionException>().Which.Message.Should().Contain("group libvirt");
    }

    [Test]
    public void Open_NoSuchSocket_IsDisconnected()
    {
        var act = () =>
            new NativeConnector("qemu+unix:///system?socket=/nonexistent/sock", TimeProvider.System).Open(
                readOnly: true
            );

        act.Should().Throw<LibvirtDisconnectedException>().Which.Message.Should().Contain("/nonexistent/sock");
    }

    protected override IContractWorld CreateWorld() => new LabWorld(_uri);
}
