using FluentAssertions;
using Masakari.Introspective.Configuration;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Architecture;

[TestFixture]
internal sealed class RoomArrowsTests
{
    [Test]
    public void Product_OfAllItsTypes_UsesOnlyRoomsBelow()
    {
        var wrong =
            from reference in AssemblyReferences.Of(typeof(ConfigOption).Assembly)
            let @from = Rooms.Of(reference.From)
            let to = Rooms.Of(reference.To)
            where @from is not null && to is not null && !Rooms.Allows(@from, to)
            select $"{@from} -> {to}: {reference}";

        wrong.Should().BeEmpty("arrows go down only, as Rooms lists them");
    }

    [Test]
    public void Product_OfAllItsTypes_LivesInRoomsOfThePlan()
    {
        var rooms = AssemblyReferences.Of(typeof(ConfigOption).Assembly).Select(r => Rooms.Of(r.From)).OfType<string>();

        rooms.Distinct(StringComparer.Ordinal).Should().BeSubsetOf(Rooms.TopToBottom.Select(r => r.Room));
    }

    [Test]
    public void Plan_OfAllRooms_HasNoArrowUpwards()
    {
        var order = Rooms.TopToBottom.Select(r => r.Room).ToList();

        var upwards =
            from room in Rooms.TopToBottom
            from used in room.MayUse ?? []
            where order.IndexOf(used) <= order.IndexOf(room.Room)
            select $"{room.Room} -> {used}";

        upwards.Should().BeEmpty();
    }

    [TestCase("Libvirt", "Configuration", true)]
    [TestCase("Inventory", "Libvirt", true)]
    [TestCase("Libvirt", "Inventory", false)]
    [TestCase("Monitoring", "Libvirt", true)]
    [TestCase("Monitoring", "Hosting", false)]
    [TestCase("Notifications", "Monitoring", false)]
    [TestCase("Notifications", "Libvirt", false)]
    [TestCase("Configuration", "Hosting", false)]
    [TestCase("Cellar", "Configuration", false)]
    public void Plan_ForAnArrow_AllowsItOnlyDownwards(string from, string to, bool expected)
    {
        Rooms.Allows(from, to).Should().Be(expected);
    }

    // The positive control: a scanner that sees nothing would pass every rule.
    [TestCase("System.EventArgs", "", "a base type")]
    [TestCase("System.IEquatable`1", "", "an interface")]
    [TestCase("System.ObsoleteAttribute", ".ctor", "an attribute")]
    [TestCase("System.UriBuilder", "", "a generic argument of a field")]
    [TestCase("System.Environment", "get_MachineName", "a call in a method")]
    [TestCase("System.Environment", "get_UserName", "a call in a lambda")]
    [TestCase("System.Environment", "get_ProcessId", "a call in an async lambda behind an await")]
    [TestCase("System.Environment", "get_CurrentDirectory", "a call behind a switch table")]
    [TestCase("System.Version", "", "a typeof")]
    [TestCase("System.IO.PathTooLongException", "", "a caught exception")]
    [TestCase("System.Random", "", "a generic argument of a call")]
    public void Scanner_OfKnownUses_SeesEach(string type, string member, string use)
    {
        AssemblyReferences
            .Of(typeof(ScannerSample).Assembly)
            .Where(r => r.From.EndsWith(nameof(ScannerSample), StringComparison.Ordinal))
            .Should()
            .Contain(
                r =>
                    string.Equals(r.To, type, StringComparison.Ordinal)
                    && string.Equals(r.Member, member, StringComparison.Ordinal),
                $"{use} leaves it in compiled code"
            );
    }
}
