using FluentAssertions;
using Masakari.Introspective.Hosting.Roles;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Hosting.Roles;

[TestFixture]
internal sealed class StateDirectoryTests
{
    [TestCase("/a", "/b:/c", "/a/instancemonitor")]
    [TestCase("", "/b:/c", "/b/instancemonitor")]
    [TestCase(null, "", "/var/lib/masakari-introspective/instancemonitor")]
    public void Choose_BetweenSources_TakesOptionThenSystemdThenDefault(
        string? option,
        string? systemd,
        string expected
    )
    {
        StateDirectory.Choose(option, systemd, Role.BlackBox).Path.Should().Be(expected);
    }

    [Test]
    public void TryUse_OfMissingFolder_MakesItPrivate()
    {
        using var folder = new TempFolder();
        var sut = StateDirectory.Choose(folder.File("state"), null, Role.Full);

        sut.TryUse().Should().BeNull();

        File.GetUnixFileMode(sut.Path)
            .Should()
            .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFileSystemEntries(sut.Path).Should().BeEmpty();
    }

    [Test]
    public void TryUse_WhenUnwritable_SaysSoInOneLineAndWorksOnceMended()
    {
        using var folder = new TempFolder();
        var root = folder.File("state");
        File.WriteAllText(root, "a file where the folder should be");
        var sut = StateDirectory.Choose(root, null, Role.Full);

        var error = sut.TryUse();

        error
            .Should()
            .Contain(sut.Path)
            .And.Contain(Environment.UserName)
            .And.Contain("state_path")
            .And.NotContain("\n");
        File.Delete(root);
        sut.TryUse().Should().BeNull();
    }
}
