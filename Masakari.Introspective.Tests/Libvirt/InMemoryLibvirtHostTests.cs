using NUnit.Framework;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>The contract, asked of the fake that the other rooms are tested with.</summary>
[TestFixture]
internal sealed class InMemoryLibvirtHostTests : LibvirtHostContract
{
    protected override IContractWorld CreateWorld() => new InMemoryWorld();
}
