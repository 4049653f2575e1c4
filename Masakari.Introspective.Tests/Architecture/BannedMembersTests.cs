using FluentAssertions;
using Masakari.Introspective.Configuration;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Architecture;

[TestFixture]
internal sealed class BannedMembersTests
{
    // Time comes from TimeProvider, waiting is awaited. "*" is every member.
    private static readonly (string Type, string Member)[] Banned =
    [
        ("System.DateTime", "get_Now"),
        ("System.DateTime", "get_UtcNow"),
        ("System.DateTime", "get_Today"),
        ("System.DateTimeOffset", "get_Now"),
        ("System.DateTimeOffset", "get_UtcNow"),
        ("System.Threading.Thread", "Sleep"),
        ("System.Threading.Tasks.Task`1", "get_Result"),
        ("System.Threading.Tasks.ValueTask`1", "get_Result"),
        ("System.Threading.Tasks.Task", "Wait"),
        ("System.Threading.Tasks.Task", "WaitAll"),
        ("System.Threading.Tasks.Task", "WaitAny"),
    ];

    [Test]
    public void Product_OfAllItsMethods_UsesNoBannedMember()
    {
        AssemblyReferences
            .Of(typeof(ConfigOption).Assembly)
            .Where(r => IsBanned(r.From, r.To, r.Member))
            .Should()
            .BeEmpty(
                "time comes through TimeProvider, waiting is awaited, and only Cli and Hosting talk to the terminal"
            );
    }

    [TestCase("Masakari.Introspective.Detection.X", "System.DateTime", "get_UtcNow", true)]
    [TestCase("Masakari.Introspective.Hosting.X", "System.Threading.Tasks.Task`1", "get_Result", true)]
    [TestCase("Masakari.Introspective.Libvirt.X", "System.Console", "WriteLine", true)]
    [TestCase("Masakari.Introspective.Cli.X", "System.Console", "WriteLine", false)]
    [TestCase("Masakari.Introspective.Hosting.X", "System.Console", "OpenStandardError", false)]
    [TestCase("Program", "System.Console", "get_Error", false)]
    [TestCase("Masakari.Introspective.Libvirt.X", "System.Threading.Tasks.Task", "WaitAsync", false)]
    public void IsBanned_OfAUse_FollowsTheList(string from, string to, string member, bool expected)
    {
        IsBanned(from, to, member).Should().Be(expected);
    }

    private static bool IsBanned(string from, string to, string member)
    {
        if (string.Equals(to, "System.Console", StringComparison.Ordinal))
        {
            return Rooms.Of(from) is not (null or "Cli" or "Hosting");
        }

        return Banned.Contains((to, member));
    }
}
