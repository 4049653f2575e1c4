using FluentAssertions;
using Masakari.Introspective.Agent;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Architecture;

/// <summary>The guest agent is small: the protocol and the framework, nothing else.</summary>
[TestFixture]
internal sealed class GuestAgentTests
{
    [Test]
    public void Agent_OfAllItsTypes_UsesTheProtocolOnly() =>
        AssemblyReferences
            .Of(typeof(AgentProgram).Assembly)
            .Select(reference => Rooms.Of(reference.To))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Should()
            .BeEquivalentTo("Agent", "Protocol");

    [Test]
    public void Agent_OfItsReferences_HasNoPackage() =>
        typeof(AgentProgram)
            .Assembly.GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal))
            .Should()
            .BeEquivalentTo("Masakari.Introspective.Protocol");

    [Test]
    public void Agent_OfAllItsMethods_UsesNoBannedTime() =>
        AssemblyReferences
            .Of(typeof(AgentProgram).Assembly)
            .Where(reference =>
                (reference.To, reference.Member)
                    is
                        ("System.DateTime", "get_Now" or "get_UtcNow")
                        or
                        ("System.DateTimeOffset", "get_Now" or "get_UtcNow")
                        or
                        ("System.Threading.Thread", "Sleep")
            )
            .Should()
            .BeEmpty();
}
