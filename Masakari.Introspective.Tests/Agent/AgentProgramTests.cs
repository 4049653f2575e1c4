using FluentAssertions;
using Masakari.Introspective.Agent;
using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

[TestFixture]
internal sealed class AgentProgramTests
{
    private const string MarkUsage = "mark: needs NAME and MS first: masakari-guest-agent mark NAME MS [FLAG VALUE]...";
    private const string ClearUsage = "clear: needs NAME first: masakari-guest-agent clear NAME [FLAG VALUE]...";

    [TestCase(MarkUsage, "mark")]
    [TestCase(MarkUsage, "mark", "loop")]
    [TestCase(MarkUsage, "mark", "--app-socket", "/x", "loop")]
    [TestCase(MarkUsage, "mark", "loop", "--app-socket", "/x")]
    [TestCase(ClearUsage, "clear")]
    [TestCase(ClearUsage, "clear", "--app-socket", "/x")]
    public void Dispatch_OfHalfACommand_SaysHowItGoes(string expected, params string[] arguments)
    {
        var dispatch = () => AgentProgram.Dispatch(arguments);

        dispatch.Should().Throw<ConfigException>().WithMessage(expected);
    }

    [Test]
    public void Check_OfASocketInNoFolder_NamesIt()
    {
        var check = () => AgentProgram.Dispatch(["check", "--config", "/dev/null", "--app-socket", "/nowhere/apps"]);

        check
            .Should()
            .Throw<ConfigException>()
            .WithMessage("app-socket = /nowhere/apps: there is no directory /nowhere; make it, or name another path");
    }

    [Test]
    public void Check_OfADeviceThatIsAFile_NamesIt()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Combine("notes");
        File.WriteAllText(file, "mine");

        var check = () => AgentProgram.Dispatch(["check", "--config", "/dev/null", "--device", file]);

        check.Should().Throw<ConfigException>().WithMessage($"device = {file}: is neither a character device nor *");
        File.ReadAllText(file).Should().Be("mine");
    }
}
