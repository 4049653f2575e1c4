using FluentAssertions;
using Masakari.Introspective.Inventory;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Inventory;

/// <summary>masakari-api refuses a notification whose host name it could not have in a segment.</summary>
internal sealed class HostNameTests
{
    [TestCase("compute-1.example.org")]
    [TestCase("rack_2")]
    [TestCase("")]
    public void Name_ThatMasakariCanHave_IsTaken(string name) =>
        InventoryOptions.HostNameOption.Parse(name).Should().Be(name);

    [TestCase("my host")]
    [TestCase("compute/1")]
    [TestCase("rechner-ü")]
    public void Name_ThatMasakariCannotHave_IsRefused(string name)
    {
        var act = () => InventoryOptions.HostNameOption.Parse(name);

        act.Should().Throw<FormatException>();
    }
}
