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
