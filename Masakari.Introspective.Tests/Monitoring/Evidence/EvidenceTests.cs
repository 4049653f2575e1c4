using FluentAssertions;
using Masakari.Introspective.Monitoring.Evidence;
using Masakari.Introspective.Tests.Libvirt;
using Masakari.Introspective.Tests.Support;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Evidence;

/// <summary>What is on disk after a verdict.</summary>
internal sealed class EvidenceTests
{
    private string _root = null!;

    private string Kept => Path.Combine(_root, "evidence");

    [SetUp]
    public void SetUp() => _root = Directory.CreateTempSubdirectory("evidence-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_root, recursive: true);

    [Test]
    public async Task Verdict_LeavesScreenshotConsoleAndObservations_ForThisUserAlone()
    {
        var console = Path.Combine(_root, "console");
        await File.WriteAllBytesAsync(console, [.. Enumerable.Repeat((byte)'x', ConsoleTail.Limit), 0x1b, 0xff]);
        using var rig = new MonitorRig { EvidencePath = Kept };
        var guest = rig.Libvirt.Add("instance-1");
        guest.ConsoleLog = console;
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(18.1);

        var folder = await SavedAsync(guest);

        var files = new DirectoryInfo(folder).GetFiles();
        files.Select(x => x.Name).Should().BeEquivalentTo("screenshot.png", "console.log", "observations.json");
        files
            .Select(x => x.UnixFileMode)
            .Should()
            .OnlyContain(x => x == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        File.GetUnixFileMode(folder)
            .Should()
            .Be(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var tail = await File.ReadAllBytesAsync(Path.Combine(folder, "console.log"));
        tail.Should().HaveCount(ConsoleTail.Limit).And.EndWith([(byte)'x', (byte)0x1b, (byte)0xff]);
        (await File.ReadAllBytesAsync(Path.Combine(folder, "screenshot.png"))).Should().Equal(guest.Picture);
        var seen = JObject.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "observations.json")));
        seen["verdict"]!.Value<string>().Should().Be("guest-silent");
        seen["last_finding"]!.Value<string>().Should().Be("silent");
        seen["misses"]!.Value<int>().Should().Be(3);
        seen["samples"]!.Should().NotBeEmpty();
        seen["decisions"]!.Should().ContainSingle();
    }

    [Test]
    public async Task Verdict_WithoutConsoleAndPicture_SaysWhy()
    {
        using var rig = new MonitorRig { EvidencePath = Kept };
        var guest = rig.Libvirt.Add("instance-1");
        guest.ConsoleLog = Path.Combine(_root, "not-there");
        guest.Picture = null;
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(18.1);

        var folder = await SavedAsync(guest);

        var seen = JObject.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "observations.json")));
        seen["screenshot"]!.Value<string>().Should().Be("none: no such picture");
        seen["console_log"]!.Value<string>().Should().StartWith("none: ");
        Directory.GetFiles(folder).Should().ContainSingle();
    }

    [Test]
    public async Task FailingDisk_CostsALogLine_AndNoReport()
    {
        await File.WriteAllTextAsync(Kept, "a file where the folder should be");
        using var rig = new MonitorRig { EvidencePath = Kept };
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(20);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        rig.Advance(18.1);

        rig.Notifier.Reported.Should().ContainSingle();
        await ManualTimeProvider.EventuallyAsync(() =>
            rig.Log.Lines.ToArray().Any(line => line.Text.Contains("could not be saved", StringComparison.Ordinal))
        );
    }

    [Test]
    public void Folder_HalfWrittenByAKilledDaemon_IsTheFirstToGo()
    {
        var instance = Guid.NewGuid();
        var folder = new EvidenceFolder(Kept);
        folder.Save(instance, DateTimeOffset.UnixEpoch, [("a", [1, 2, 3])]);
        Directory.CreateDirectory(Path.Combine(Kept, instance.ToString(), ".20261121T120000.000Z"));

        var listed = folder.List();

        listed
            .Select(x => (x.At, x.Bytes))
            .Should()
            .BeEquivalentTo(new[] { (DateTimeOffset.UnixEpoch, 3L), (DateTimeOffset.MinValue, 0L) });
        foreach (var one in listed)
        {
            EvidenceFolder.Remove(one);
        }

        Directory.Exists(Path.Combine(Kept, instance.ToString())).Should().BeFalse();
    }

    private async Task<string> SavedAsync(InMemoryDomain guest)
    {
        var parent = Path.Combine(Kept, guest.Uuid.ToString());
        string[] found = [];
        await ManualTimeProvider.EventuallyAsync(() =>
        {
            found = Directory.Exists(parent) ? Directory.GetDirectories(parent, "2*") : [];
            return found.Length > 0;
        });
        return found.Should().ContainSingle().Subject;
    }
}
