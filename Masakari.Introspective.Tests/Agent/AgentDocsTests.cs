using FluentAssertions;
using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Tests.Protocol;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

[TestFixture]
internal sealed class AgentDocsTests
{
    [Test]
    public void Readme_OptionsTable_IsAsPrinted() =>
        File.ReadAllText(Path.Combine(Checkout.Root, "guest-agent/README.md"))
            .Contains(OptionDocs.Markdown(), StringComparison.Ordinal)
            .Should()
            .BeTrue("guest-agent/README.md holds what `artifacts/guest-agent/masakari-guest-agent reference` prints");

    [TestCase("masakari-guest-agent.service", "After=multi-user.target\n")]
    [TestCase("masakari-guest-agent.initd", "    after *\n")]
    public void Package_OfAnInitSystem_StopsTheAgentBeforeTheApplications(string file, string line) =>
        File.ReadAllText(Path.Combine(Checkout.Root, "guest-agent/packaging", file)).Should().Contain(line);

    [Test]
    public void Sample_OfThePackage_IsAsPrinted()
    {
        const string File = "guest-agent/packaging/masakari-guest-agent.conf";
        var present = System.IO.File.ReadAllText(Path.Combine(Checkout.Root, File));

        (present == OptionDocs.Sample())
            .Should()
            .BeTrue($"renew it: ./build.sh publish-agent && artifacts/guest-agent/masakari-guest-agent sample >{File}");
    }
}
