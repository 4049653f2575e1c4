using FluentAssertions;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Libvirt.Native;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>The contract, asked of a real libvirtd with real guests; and what only those can show.</summary>
[TestFixture]
[Category("Lab")]
[Category("Surroundings")]
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

    /// <summary>The lab's own guests have no video device.</summary>
    [Test]
    public async Task TakeScreenshot_OfADomainWithVideo_IsAPicture_WithinItsLimit()
    {
        var uuid = Guid.NewGuid();
        var xml = $"""
            <domain type='qemu'><name>video-{uuid}</name><uuid>{uuid}</uuid><memory unit='MiB'>32</memory>
            <os><type arch='x86_64' machine='pc'>hvm</type></os>
            <devices><video><model type='vga' vram='4096'/></video></devices></domain>
            """;
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, xml);
        await Lab.ExecuteAsync("virsh", "-q", "-c", _uri, "create", file, "--paused");
        try
        {
            using var link = new NativeConnector(_uri, TimeProvider.System).Open(readOnly: false);

            var picture = link.TakeScreenshot(uuid, 8 * 1024 * 1024);
            var tooLarge = () => link.TakeScreenshot(uuid, picture.Content.Length - 1);

            picture.MediaType.Should().BeOneOf("image/png", "image/x-portable-pixmap");
            picture.Content.Should().HaveCountGreaterThan(100);
            tooLarge.Should().Throw<LibvirtException>().Which.Message.Should().Contain("more than");
            link.TakeScreenshot(uuid, 8 * 1024 * 1024).Content.Should().NotBeEmpty("the stream was given back");
            link.Destroy(uuid);
        }
        finally
        {
            File.Delete(file);
        }
    }

    protected override IContractWorld CreateWorld() => new LabWorld(_uri);
}
