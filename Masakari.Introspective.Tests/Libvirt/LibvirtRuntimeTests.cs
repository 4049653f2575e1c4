using FluentAssertions;
using Masakari.Introspective.Libvirt.Native;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Libvirt;

[TestFixture]
internal sealed class LibvirtRuntimeTests
{
    [Test]
    public void MissingLibrary_IsOneLineThatNamesThePackage()
    {
        var cause = new DllNotFoundException("Unable to load shared library 'libvirt.so.0'\nand much more\n");

        var error = LibvirtRuntime.MissingLibrary(cause);

        error.Message.Should().Contain("libvirt0").And.Contain("libvirt.so.0").And.NotContain("\n");
    }
}
