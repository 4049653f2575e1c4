using FluentAssertions;
using Masakari.Introspective.Cli;
using Masakari.Introspective.Cli.Control;
using Masakari.Introspective.Hosting.Roles;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Cli.Control;

/// <summary>What a person may mistype gets one line.</summary>
internal sealed class WrongArgumentTests
{
    [TestCase("abc")]
    [TestCase("0.4")]
    [TestCase("3601")]
    [TestCase("NaN")]
    public void Watch_WithAnIntervalThatIsNone_SaysWhatIsAllowed(string interval) =>
        CommandLine
            .Create(Role.Full)
            .Parse(["watch", "-n", interval])
            .Errors.Should()
            .ContainSingle()
            .Which.Message.Should()
            .Be($"'{interval}' is no number of seconds for --interval: give 0.5 to 3600.");

    /// <summary>As a part of a path these name the list, or the host.</summary>
    [TestCase("")]
    [TestCase(".")]
    [TestCase("..")]
    public void Instance_ThatIsNoName_IsRefused(string id)
    {
        var escape = () => ControlRun.Escape(id);

        escape.Should().Throw<CommandFailure>().WithMessage("*names no instance*");
    }

    [TestCase(0)]
    [TestCase(108)]
    public void Socket_ThatIsNoPath_IsRefused(int length)
    {
        var connect = () => new ControlClient(new string('x', length));

        connect.Should().Throw<CommandFailure>().WithMessage("*no socket's path*");
    }
}
