using FluentAssertions;
using Masakari.Introspective.Inventory;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Inventory;

internal sealed class DomainXmlTests
{
    private const string Flamingo = """
        <domain type='kvm'>
          <name>instance-0000002a</name>
          <metadata>
            <nova:instance xmlns:nova="http://openstack.org/xmlns/libvirt/nova/1.1">
              <nova:name>web-1</nova:name>
              <nova:flavor name="m1.small" id="2">
                <nova:extraSpecs><nova:extraSpec name="masakari:guest_agent">false</nova:extraSpec></nova:extraSpecs>
              </nova:flavor>
              <nova:image uuid="x">
                <nova:properties><nova:property name="hw_qemu_guest_agent">True</nova:property></nova:properties>
              </nova:image>
              <nova:owner><nova:project uuid="23c4aa71">shop</nova:project></nova:owner>
            </nova:instance>
          </metadata>
          <devices>
            <channel type='unix'>
              <source mode='bind' path='/var/lib/libvirt/qemu/first.sock'/>
              <target type='virtio' name='com.example.0' state='connected'/>
            </channel>
            <channel type='unix'>
              <source mode='bind' path='/var/lib/libvirt/qemu/agent.sock'/>
              <target type='virtio' name='org.qemu.guest_agent.0' state='disconnected'/>
            </channel>
            <channel type='spicevmc'><target type='virtio' name='com.redhat.spice.0'/></channel>
          </devices>
        </domain>
        """;

    [Test]
    public void Parse_NovaOf2025_2_HasEverything()
    {
        var domain = DomainXml.Parse(Flamingo);

        domain
            .Channels.Should()
            .Equal(
                new GuestChannel("com.example.0", "/var/lib/libvirt/qemu/first.sock", true),
                new GuestChannel("org.qemu.guest_agent.0", "/var/lib/libvirt/qemu/agent.sock", false),
                new GuestChannel("com.redhat.spice.0", null, null)
            );
        domain.Nova!.Name.Should().Be("web-1");
        domain.Nova.FlavorName.Should().Be("m1.small");
        domain.Nova.ProjectId.Should().Be("23c4aa71");
        domain.Nova.ProjectName.Should().Be("shop");
        domain.Nova.ExtraSpecs.Should().Contain("masakari:guest_agent", "false");
        domain.Nova.ImageProperties.Should().Contain("hw_qemu_guest_agent", "True");
    }

    [Test]
    public void Parse_OlderNova_LeavesUnknownWhatItDoesNotWrite()
    {
        const string xml =
            "<domain><metadata><nova:instance xmlns:nova='http://openstack.org/xmlns/libvirt/nova/1.1'>"
            + "<nova:flavor name='nano'/></nova:instance></metadata></domain>";

        var nova = DomainXml.Parse(xml).Nova!;

        nova.FlavorName.Should().Be("nano");
        nova.ExtraSpecs.Should().BeNull();
        nova.ImageProperties.Should().BeNull();
    }

    [Test]
    public void Parse_WithoutNova_HasNone() => DomainXml.Parse("<domain/>").Nova.Should().BeNull();

    [TestCase("")]
    [TestCase("<domain>")]
    [TestCase("<network/>")]
    [TestCase("<!DOCTYPE domain [<!ENTITY x 'y'>]><domain>&x;</domain>")]
    public void Parse_NotADomain_IsOneError(string xml) =>
        FluentActions.Invoking(() => DomainXml.Parse(xml)).Should().Throw<FormatException>();
}
