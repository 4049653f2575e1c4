using FluentAssertions;
using Masakari.Introspective.Cli;
using Masakari.Introspective.Cli.Output;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Cli.Output;

internal sealed class NameMatchTests
{
    private static readonly (string Uuid, string Name)[] Things =
    [
        ("aaaa-1", "web"),
        ("aaab-2", "web-2"),
        ("bbbb-3", "db"),
        ("cccc-4", "aaab"),
        ("dddd-5", "twin"),
        ("eeee-6", "twin"),
    ];

    [TestCase("bbbb-3", "db")]
    [TestCase("BBBB-3", "db")]
    [TestCase("web", "web", Description = "a whole name comes before prefixes")]
    [TestCase("web-", "web-2")]
    [TestCase("d", null)]
    [TestCase("db", "db")]
    [TestCase("bb", "db")]
    [TestCase("aaab", "aaab", Description = "a whole name comes before a uuid's prefix")]
    [TestCase("aaab-", "web-2")]
    [TestCase("aaa", null)]
    [TestCase("we", null)]
    [TestCase("", null)]
    [TestCase("WEB", null, Description = "names are case-sensitive, as Nova's are")]
    [TestCase("twin", null)]
    [TestCase("eeee", "twin")]
    [TestCase("nothing", null)]
    public void Find_WhatWasTyped_IsTheOneOrAnError(string text, string? expected)
    {
        var find = () => Find(text).Item2;

        if (expected is null)
        {
            find.Should().Throw<CommandFailure>();
        }
        else
        {
            find().Should().Be(expected);
        }
    }

    [TestCase("we", "'we' fits several of kind thing: web, web-2.")]
    [TestCase("x", "There is no thing 'x'; there is: aaab, db, twin, twin, web, web-2.")]
    [TestCase("twin", "Several are named 'twin': give the uuid (dddd-5, eeee-6).")]
    public void Find_NotOne_NamesWhatThereIs(string text, string expected)
    {
        var find = () => Find(text);

        find.Should().Throw<CommandFailure>().WithMessage(expected);
    }

    [Test]
    public void Find_AmongNone_SaysSo()
    {
        var find = () => NameMatch.Find("thing", "x", Array.Empty<string>(), t => t, t => t);

        find.Should().Throw<CommandFailure>().WithMessage("There is no thing 'x': there is none at all.");
    }

    private static Tuple<string, string> Find(string text) =>
        NameMatch.Find(
            "thing",
            text,
            [.. Things.Select(thing => Tuple.Create(thing.Uuid, thing.Name))],
            thing => thing.Item1,
            thing => thing.Item2
        );
}
