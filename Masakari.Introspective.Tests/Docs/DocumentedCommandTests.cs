using FluentAssertions;
using Masakari.Introspective.Cli;
using Masakari.Introspective.Hosting.Roles;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Docs;

/// <summary>Every command of the documents is one that the program has, with these options.</summary>
internal sealed class DocumentedCommandTests
{
    private static readonly Dictionary<string, string> Meanings = new(StringComparer.Ordinal)
    {
        ["ID"] = "web-1",
        ["UUID"] = "4c1a9f10-0000-4000-8000-000000000001",
        ["SEGMENT"] = "rack-1",
        ["NAME"] = "rack-1",
        ["HOST"] = "compute-1",
        ["FILE"] = "/etc/masakarimonitors/masakarimonitors.conf",
        ["FOLDER"] = "/etc/masakarimonitors",
        ["TEXT"] = "work",
        ["TIME"] = "16:03",
    };

    [Test]
    public void EveryCommand_IsUnderstood()
    {
        var program = CommandLine.Create(Role.Full);

        var wrong = DocumentedCommand
            .All()
            .SelectMany(command =>
                program.Parse(command.Arguments(Meanings)).Errors.Select(error => $"{command}: {error.Message}")
            );

        wrong.Should().BeEmpty();
        DocumentedCommand.All().Count().Should().BeGreaterThan(50);
    }
}
