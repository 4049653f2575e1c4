using FluentAssertions;
using Masakari.Introspective.Cli.Control.Watch;
using Masakari.Introspective.Diagnostics.Views;
using Masakari.Introspective.Monitoring;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Cli.Control.Watch;

internal sealed class WatchFrameTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Test]
    public void Draw_SomeInstances_TheWorstFirstAndNewsMarked()
    {
        var screen = Draw(
            20,
            Instance("well", InstanceStatus.Healthy, 3600),
            Instance("off", InstanceStatus.Off, 3600),
            Instance("dead", InstanceStatus.Reported, 4) with
            {
                Code = "guest-silent",
                Why = "3 unanswered",
            },
            Instance("lost", InstanceStatus.GivenUp, 100),
            Instance("maybe", InstanceStatus.Suspect, 9)
        );

        screen
            .Should()
            .Equal(
                "masakari-introspective 1.2.3  host compute-1  up 1 h 0 min  2026-01-02 03:04:05Z  every 2 s  q quits",
                "watch  moves  libvirt  connected  reports  to masakari-api  notifications  none waiting",
                "brake  released (0 of 4 guests in trouble)  own health  well  host hold  none",
                "5 instances:  1 healthy",
                "",
                "*  name   domain        status    for         misses  last    why",
                ".  lost   domain-lost   given-up  1 min 40 s  1 of 3  silent  -",
                "*  dead   domain-dead   reported  4 s         1 of 3  silent  [guest-silent] 3 unanswered",
                "*  maybe  domain-maybe  suspect   9 s         1 of 3  silent  -",
                ".  well   domain-well   healthy   1 h 0 min   1 of 3  silent  -",
                ".  off    domain-off    off       1 h 0 min   1 of 3  silent  -"
            );
    }

    [Test]
    public void Draw_MoreInstancesThanRows_SaysHowManyMore()
    {
        var screen = Draw(
            12,
            [.. Enumerable.Range(0, 100).Select(i => Instance($"g{i:000}", InstanceStatus.Healthy, 60))]
        );

        screen.Should().HaveCount(12);
        screen[^1].Should().Be("... and 95 more, none of them worse");
    }

    [Test]
    public void Draw_OnALowTerminal_KeepsTheWorst() =>
        Draw(4, Instance("a", InstanceStatus.Healthy, 60), Instance("b", InstanceStatus.Held, 60))
            .Should()
            .HaveCount(4)
            .And.Contain(line => line.Contains("domain-b", StringComparison.Ordinal));

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(6)]
    public void Draw_OnATinyTerminal_NeverIsHigherThanIt(int height) =>
        Draw(height, Instance("a", InstanceStatus.Healthy, 1), Instance("b", InstanceStatus.Healthy, 1))
            .Should()
            .HaveCountLessThanOrEqualTo(height);

    [Test]
    public void Draw_HostileName_ReachesNoTerminal()
    {
        var data = Data(Instance("a\e[2Jb\nc\u202e" + new string('x', 5000), InstanceStatus.Healthy, 60));

        var drawn = AnsiScreen.Draw(WatchFrame.Draw(data, 2, 20), isColoured: false);

        drawn.Should().Contain("a [2Jb c").And.NotContain("\e[2J").And.NotContain("\u202e");
        drawn.Split("\r\n").Should().HaveCount(7).And.OnlyContain(line => line.Length < 200);
    }

    [Test]
    public void Draw_DaemonThatDoesNotAnswer_SaysSoAboveWhatWasKnown()
    {
        var lines = Lines(Data(Instance("a", InstanceStatus.Healthy, 60)) with { Problem = "No daemon answers" }, 20);

        lines[0].Should().Be("No daemon answers");
        lines.Should().Contain(line => line.Contains("domain-a", StringComparison.Ordinal));
    }

    [Test]
    public void Ansi_Coloured_PaintsTonesAndClearsEachLine()
    {
        var drawn = AnsiScreen.Draw(
            WatchFrame.Draw(Data(Instance("a", InstanceStatus.Reported, 60)), 2, 20),
            isColoured: true
        );

        drawn.Should().StartWith("\e[H").And.EndWith("\e[K\e[J").And.Contain("\e[1;31mreported\e[0m");
    }

    private static IReadOnlyList<string> Draw(int height, params InstanceView[] instances) =>
        Lines(Data(instances), height);

    private static IReadOnlyList<string> Lines(WatchData data, int height) =>
        [
            .. AnsiScreen
                .Draw(WatchFrame.Draw(data, 2, height), isColoured: false)
                .Replace("\e[H", "", StringComparison.Ordinal)
                .Replace("\e[J", "", StringComparison.Ordinal)
                .Split("\e[K", StringSplitOptions.None)
                .SkipLast(1)
                .Select(line => line.TrimStart('\r', '\n').TrimEnd()),
        ];

    private static WatchData Data(params InstanceView[] instances) =>
        new(
            new StatusView(
                "masakari-introspective",
                "1.2.3",
                42,
                Now.AddHours(-1),
                3600,
                "compute-1",
                true,
                false,
                null,
                0,
                new LibvirtView(true, 4),
                null,
                new OutboxView(0, null, true),
                new BrakeView(false, 0, 4),
                new HealthView(0, 1, ""),
                new Dictionary<string, int>(StringComparer.Ordinal) { ["healthy"] = 1, ["off"] = 0 }
            ),
            instances,
            null
        );

    private static InstanceView Instance(string name, InstanceStatus status, double forS) =>
        new(
            Guid.Empty,
            "domain-" + name[..Math.Min(name.Length, 8)],
            name,
            status,
            Now.AddSeconds(-forS),
            1,
            3,
            "silent",
            Now,
            true,
            null,
            null
        );
}
