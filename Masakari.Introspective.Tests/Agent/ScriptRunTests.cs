using FluentAssertions;
using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Agent.Scripts;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Agent;

/// <summary>Small scripts that really run; the clock is the test's.</summary>
[TestFixture]
internal sealed class ScriptRunTests
{
    private TemporaryFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void DropFolder() => _folder.Dispose();

    [TestCase("exit 0", true, "")]
    [TestCase("echo fine; echo more", true, "fine")]
    [TestCase("echo disk is full; exit 3", false, "disk is full")]
    [TestCase("exit 3", false, "health script ended with exit code 3")]
    [TestCase("kill -9 $$", false, "health script ended with exit code 137")]
    [TestCase("printf 'a\\033[31mb\\001'; exit 1", false, "a [31mb")]
    [TestCase("echo \"$1 $2\"; exit 1", false, "stop revocable")]
    [TestCase("yes no | head -n 100000; exit 1", false, "no")]
    [TestCase("read line && echo got input; exit 1", false, "health script ended with exit code 1")]
    [TestCase("head -c 1000 /dev/zero | tr '\\0' x; exit 1", false, "223 x")]
    public void Step_OfAScriptThatEnds_HasItsResult(string script, bool isGood, string text)
    {
        var expected = text is "223 x" ? new string('x', 223) : text;

        Run(Script(script)).Should().Be(new ScriptResult(isGood, expected));
    }

    [Test]
    public void Step_AfterTheLimit_KillsTheScriptAndItsChildren()
    {
        var child = _folder.Combine("child");
        var path = Script($"sleep 1000 & echo $! >{child}.new; mv {child}.new {child}; echo started; wait");
        using var run = ScriptRun.Start("health script", path, [], 10_000, 0, endsGroup: false, out _);
        var poller = new Poller();
        // Its first line comes after the child's number is written.
        run!.Prepare(poller);
        poller.Wait(30_000);

        run.Step(poller, 9_999).Should().BeNull();
        var result = run.Step(new Poller(), 10_000);

        result.Should().Be(new ScriptResult(false, "health script did not end within 10 s", IsTimeout: true));
        Eventually(() => !IsRunning(File.ReadAllText(child).Trim()));
    }

    [Test]
    public void Step_WhenADaemonKeepsTheOutput_EndsWithTheScript()
    {
        var path = Script($"sleep 1000 & echo $! >{_folder.Combine("child")}; echo ok; exit 0");

        var result = Run(path);

        using var daemon = System.Diagnostics.Process.GetProcessById(
            int.Parse(File.ReadAllText(_folder.Combine("child")), System.Globalization.CultureInfo.InvariantCulture)
        );
        daemon.Kill();
        result.Should().Be(new ScriptResult(true, "ok"));
    }

    [TestCase("exit 0", true)]
    [TestCase("echo no; exit 1", false)]
    public void Step_OfOneThatEndsItsGroup_LeavesNothingRunning(string end, bool isGood)
    {
        var child = _folder.Combine("child");

        var result = Run(Script($"sleep 1000 >/dev/null & echo $! >{child}; {end}"), endsGroup: true);

        result.IsGood.Should().Be(isGood);
        Eventually(() => !IsRunning(File.ReadAllText(child).Trim()));
    }

    [Test]
    public void Start_OfWhatCannotRun_SaysWhy()
    {
        var path = _folder.Combine("nothing");

        using var run = ScriptRun.Start("event script", path, [], 1000, 0, endsGroup: false, out var failure);

        run.Should().BeNull();
        failure
            .Should()
            .Be(new ScriptResult(false, $"event script {path} cannot be started: No such file or directory"));
    }

    private static ScriptResult Run(string path, bool endsGroup = false)
    {
        using var run = ScriptRun.Start("health script", path, ["stop", "revocable"], 1_000_000, 0, endsGroup, out _);
        var poller = new Poller();
        // Each turn waits for output or for 20 real ms and counts as 100; far more than any of them needs.
        for (var turn = 1; turn < 1500; turn++)
        {
            poller.Clear();
            run!.Prepare(poller);
            poller.Wait(20);
            if (run.Step(poller, turn * 100) is { } result)
            {
                return result;
            }
        }

        throw new TimeoutException($"{path} did not end");
    }

    private string Script(string text)
    {
        var path = _folder.Combine("script");
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>A zombie does not run: whoever inherited it collects it in its own time.</summary>
    private static bool IsRunning(string process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Eventually(Func<bool> condition) =>
        SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(30)).Should().BeTrue();
}
