using FluentAssertions;
using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Agent.Scripts;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

/// <summary>A script that really runs, every 30 s with 10 s each; the clock is the test's.</summary>
[TestFixture]
internal sealed class HealthScriptTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DropFolder() => _folder.Dispose();

    // How old the latest result is when the host is back, and whether it still counts: interval + timeout is 40 s.
    [TestCase(0, true)]
    [TestCase(40_000, true)]
    [TestCase(40_001, false)]
    public void Registered_AfterTheHostsAbsence_StartsAtOnceAndForgetsWhatIsStale(long age, bool isKept)
    {
        using var script = CreateSut();
        var endedAt = RunToItsEnd(script, 5000);

        script.Due(isAsked: false).Should().Be(long.MaxValue, "nobody asks");
        script.Registered(endedAt + age);

        script.Latest.Should().Be(isKept ? new ScriptResult(false, "disk is full") : null);
        script.Due(isAsked: true).Should().BeLessThanOrEqualTo(endedAt + age);
        File.WriteAllText(_folder.Combine("script"), "#!/bin/sh\necho fine\n");
        RunToItsEnd(script, endedAt + age);
        script.Latest.Should().Be(new ScriptResult(true, "fine"));
    }

    [Test]
    public void Step_WhileTheHostAsks_WaitsForTheInterval()
    {
        using var script = CreateSut();

        RunToItsEnd(script, 5000);

        script.Due(isAsked: true).Should().Be(35_000);
    }

    private HealthScript CreateSut()
    {
        var path = _folder.Combine("script");
        File.WriteAllText(path, "#!/bin/sh\necho disk is full; exit 1\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = ConfigReader.Defaults();
        options.HealthScript = path;
        return new HealthScript(options);
    }

    /// <summary>Each turn waits for output or for 20 real ms and counts as 1 ms.</summary>
    /// <returns>When it had ended.</returns>
    private static long RunToItsEnd(HealthScript script, long now)
    {
        var before = script.Latest;
        var poller = new Poller();
        script.Step(poller, isAsked: true, now);
        for (var turn = 1; turn < 1500; turn++)
        {
            poller.Clear();
            script.Prepare(poller);
            poller.Wait(20);
            script.Step(poller, isAsked: true, now + turn);
            if (!ReferenceEquals(script.Latest, before))
            {
                return now + turn;
            }
        }

        throw new TimeoutException("the script did not end");
    }
}
