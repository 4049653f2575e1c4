using FluentAssertions;
using Masakari.Introspective.Cli;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Hosting.Roles;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Cli;

internal sealed class MonitorArgumentsTests
{
    [Test]
    public void ValueGivenTwice_TheLastWins() =>
        Overrides("--log-file", "a", "--log-dir", "x", "--log-file", "b")
            .Should()
            .BeEquivalentTo(
                new Dictionary<OptionKey, string>
                {
                    [new OptionKey(OptionKey.DefaultGroup, "log_file")] = "b",
                    [new OptionKey(OptionKey.DefaultGroup, "log_dir")] = "x",
                }
            );

    [Test]
    public void ContrarySwitches_TheLastWins() =>
        Overrides("--debug", "--nodebug").Should().ContainSingle().Which.Value.Should().Be("false");

    private static IReadOnlyDictionary<OptionKey, string> Overrides(params string[] arguments)
    {
        var parsed = CommandLine.Create(Role.BlackBox).Parse(arguments);
        parsed.Errors.Should().BeEmpty();
        return MonitorArguments.Overrides(parsed);
    }
}
