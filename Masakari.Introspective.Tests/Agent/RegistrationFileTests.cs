using FluentAssertions;
using Masakari.Introspective.Agent.Applications;
using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Agent.Session;
using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

/// <summary>What a new agent knows of those who had registered with the former. Times are ms.</summary>
[TestFixture]
internal sealed class RegistrationFileTests
{
    private TemporaryFolder _folder = null!;
    private AgentLog _log = null!;
    private AppRegistry _former = null!;

    [SetUp]
    public void Prepare()
    {
        _folder = new TemporaryFolder();
        _log = new AgentLog(toSyslog: false, LogLevel.Error);
        _former = new AppRegistry(CorrectiveAction.Stop);
    }

    [TearDown]
    public void CleanUp()
    {
        _log.Dispose();
        _folder.Dispose();
    }

    private string Path => _folder.Combine("apps.registered");

    [TestCase(400, 5000)]
    [TestCase(2500, 5000)]
    [TestCase(2501, 5002)]
    [TestCase(3_600_000, 7_200_000)]
    public void Load_OfAnApplication_MissesItAfterTwiceItsIntervalAndAtLeast5s(int intervalMs, long expected)
    {
        _former.Register(1, "db", intervalMs, CorrectiveAction.Reboot, 0);

        var registry = Restart(now: 70);

        Reasons(registry, 69 + expected).Should().BeEmpty();
        Reasons(registry, 70 + expected)
            .Should()
            .Equal(new IllHealth("db: has not registered again since the agent started", CorrectiveAction.Reboot));
    }

    [Test]
    public void Load_OfAMark_MissesItAfterItsInterval()
    {
        _former.Mark("loop", 9000, 0);

        var registry = Restart();

        Reasons(registry, 8999).Should().BeEmpty();
        Reasons(registry, 9000)
            .Should()
            .Equal(new IllHealth("loop: has not marked again since the agent started", CorrectiveAction.Stop));
        registry.Mark("loop", 9000, 9500).Should().BeNull();
        Reasons(registry, 18_500).Should().BeEmpty();
        Reasons(registry, 18_501).Should().ContainSingle();
    }

    [Test]
    public void Load_OfOneThatComesBack_IsWell()
    {
        _former.Register(1, "db", 1000, CorrectiveAction.Reboot, 0);

        var registry = Restart();
        registry.Register(5, "db", 60_000, CorrectiveAction.Reboot, 4999).Should().BeNull();

        Reasons(registry, 5001).Should().BeEmpty();
        registry.Ask(4999).Should().ContainSingle();
    }

    [Test]
    public void Load_OfOneThatIsCleared_IsForgotten()
    {
        _former.Register(1, "db", 1000, CorrectiveAction.Reboot, 0);

        var registry = Restart();
        registry.Clear("db").Should().BeNull();

        Reasons(registry, 9000).Should().BeEmpty();
    }

    [Test]
    public void Load_OfOneThatWasLost_IsIllAtOnce()
    {
        _former.Register(1, "db", 1000, CorrectiveAction.Reboot, 0);
        _former.Closed(1, "ended without deregistering", 0);
        Reasons(_former, 1000).Should().ContainSingle();

        var registry = Restart();

        Reasons(registry, 0).Should().Equal(new IllHealth("db: ended without deregistering", CorrectiveAction.Reboot));
        Reasons(Restart(registry), 0).Should().ContainSingle("the next one knows it too");
    }

    [Test]
    public void Load_OfOneThatVanishedAMomentAgo_WaitsForIt()
    {
        _former.Register(1, "db", 1000, CorrectiveAction.Reboot, 0);
        _former.Closed(1, "ended without deregistering", 0);
        Reasons(_former, 999).Should().BeEmpty();

        Reasons(Restart(), 4999).Should().BeEmpty();
    }

    [Test]
    public void Save_OfTheFile_IsTheOwnersAndGoesWithTheLast()
    {
        var file = new RegistrationFile(Path, _log);
        _former.Register(1, "db", 1000, CorrectiveAction.Reboot, 0);

        file.Save(_former);

        File.GetUnixFileMode(Path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.ReadAllText(Path)
            .Should()
            .Be("""{"type":"register","name":"db","interval_ms":1000,"corrective_action":"reboot"}""" + "\n");
        _former.Deregister(1);
        file.Save(_former);
        Directory.GetFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Test]
    public void Save_WithoutAChange_WritesNothing()
    {
        var file = new RegistrationFile(Path, _log);
        _former.Mark("loop", 1000, 0);
        file.Save(_former);
        File.Delete(Path);

        _former.Mark("loop", 1000, 500);
        file.Save(_former);

        File.Exists(Path).Should().BeFalse("the same mark again is no change");
    }

    [Test]
    public void Save_OverALink_DoesNotFollowIt()
    {
        var target = _folder.Combine("target");
        File.WriteAllText(target, "mine");
        File.CreateSymbolicLink($"{Path}.new", target);
        _former.Mark("loop", 1000, 0);

        new RegistrationFile(Path, _log).Save(_former);

        File.ReadAllText(target).Should().Be("mine");
        File.ReadAllText(Path).Should().Contain("loop");
    }

    [Test]
    public void Load_OfRubbish_TakesWhatIsGood()
    {
        File.WriteAllText(
            Path,
            "{\nnull\n[]\n"
                + """
                {"type":"register","name":"x y","interval_ms":1000,"corrective_action":"log"}
                {"type":"register","name":"a","interval_ms":399,"corrective_action":"log"}
                {"type":"register","name":"b","interval_ms":1000,"corrective_action":"explode"}
                {"type":"register","name":"good","interval_ms":1000,"corrective_action":"log"}
                """
        );
        var registry = new AppRegistry(CorrectiveAction.Stop);

        new RegistrationFile(Path, _log).Load(registry, 0);

        registry.All.Select(app => app.Name).Should().Equal("good");
    }

    [Test]
    public void Load_OfTooMuch_IsBounded()
    {
        var lines = Enumerable
            .Range(0, 40)
            .Select(i => $$"""{"type":"mark","name":"m{{i}}","interval_ms":1000,"corrective_action":"log"}""");
        File.WriteAllLines(Path, lines);
        var registry = new AppRegistry(CorrectiveAction.Stop);

        new RegistrationFile(Path, _log).Load(registry, 0);

        registry.Count.Should().Be(AppRegistry.Most);
        File.AppendAllText(Path, new string('\n', RegistrationFile.Limit));
        registry = new AppRegistry(CorrectiveAction.Stop);
        new RegistrationFile(Path, _log).Load(registry, 0);
        registry.Count.Should().Be(0);
    }

    /// <summary>A new agent after the former, which was killed.</summary>
    private AppRegistry Restart(AppRegistry? former = null, long now = 0)
    {
        if (former is null)
        {
            new RegistrationFile(Path, _log).Save(_former);
        }

        var registry = new AppRegistry(CorrectiveAction.Stop);
        new RegistrationFile(Path, _log).Load(registry, now);
        return registry;
    }

    private static List<IllHealth> Reasons(AppRegistry registry, long now)
    {
        var reasons = new List<IllHealth>();
        registry.Judge(reasons, now);
        return reasons;
    }
}
