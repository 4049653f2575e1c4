using FluentAssertions;
using Masakari.Introspective.Hosting.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Hosting.Logging;

[TestFixture]
internal sealed class FileTargetTests
{
    private const string Bare = "%(levelname)s %(message)s";

    [Test]
    public async Task ReopenFiles_AfterARename_WritesToTheNewFile()
    {
        await using var lab = new LogLab();
        var handle = lab.Start(Settings(lab));
        var log = handle.Factory.CreateLogger("room");
        TestLog.Says(log, "one");
        await handle.FlushAsync(LogLab.Limit);
        File.Move(lab.File("prog.log"), lab.File("prog.log.1"));

        handle.ReopenFiles();
        TestLog.Says(log, "two");

        (await lab.ReadAsync("prog.log")).Should().Be("INFO Guest says two\n");
        (await lab.ReadAsync("prog.log.1")).Should().Be("INFO Guest says one\n");
        (await lab.StandardErrorAsync()).Should().BeEmpty();
        File.GetUnixFileMode(lab.File("prog.log")).Should().NotHaveFlag(UnixFileMode.OtherRead);
    }

    [Test]
    public async Task Write_AfterARenameWithoutSighup_NoticesWithinASecond()
    {
        await using var lab = new LogLab();
        var time = new ManualTimeProvider();
        var handle = lab.Start(Settings(lab), time);
        var log = handle.Factory.CreateLogger("room");
        TestLog.Says(log, "one");
        await lab.ReadAsync("prog.log");
        File.Move(lab.File("prog.log"), lab.File("prog.log.1"));
        await File.WriteAllTextAsync(lab.File("prog.log"), "created by logrotate\n");

        time.Advance(TimeSpan.FromSeconds(1));
        TestLog.Says(log, "two");

        (await lab.ReadAsync("prog.log")).Should().Be("created by logrotate\nINFO Guest says two\n");
    }

    [Test]
    public async Task Write_AfterCopytruncate_BeginsAtTheNewEnd()
    {
        await using var lab = new LogLab();
        var handle = lab.Start(Settings(lab));
        var log = handle.Factory.CreateLogger("room");
        TestLog.Says(log, "one");
        await handle.FlushAsync(LogLab.Limit);

        await File.WriteAllTextAsync(lab.File("prog.log"), "");
        TestLog.Says(log, "two");

        (await lab.ReadAsync("prog.log")).Should().Be("INFO Guest says two\n");
    }

    [Test]
    public async Task Write_ToADevice_NeedsNoPosition()
    {
        await using var lab = new LogLab();
        var handle = lab.Start(Settings(lab) with { LogFile = "/dev/null" });

        TestLog.Says(handle.Factory.CreateLogger("room"), "one");

        (await lab.StandardErrorAsync()).Should().BeEmpty();
    }

    [Test]
    public async Task Reconfigure_FromFileToFile_LosesNoLine()
    {
        await using var lab = new LogLab();
        var handle = lab.Start(Settings(lab));
        var log = handle.Factory.CreateLogger("room");

        for (var i = 0; i < 500; i++)
        {
            TestLog.Says(log, "before");
        }

        await handle.ReconfigureAsync(Settings(lab) with { LogFile = "other.log" });
        TestLog.Says(log, "after");

        (await lab.ReadAsync("other.log")).Should().Be("INFO Guest says after\n");
        (await lab.ReadAsync("prog.log")).Split("before").Should().HaveCount(501);
    }

    [Test]
    public async Task UnwritableFile_TellsOnceAndFallsBackUntilItWorks()
    {
        await using var lab = new LogLab();
        var time = new ManualTimeProvider();
        await File.WriteAllTextAsync(lab.File("folder"), "not a folder");
        var handle = lab.Start(Settings(lab) with { LogDir = lab.File("folder") }, time);
        var log = handle.Factory.CreateLogger("room");

        TestLog.Says(log, "one");
        TestLog.Says(log, "two");
        var broken = await lab.StandardErrorAsync();
        File.Delete(lab.File("folder"));
        Directory.CreateDirectory(lab.File("folder"));
        time.Advance(TargetQueue.RetryAfter);
        TestLog.Says(log, "three");
        var file = await lab.ReadAsync("folder/prog.log");
        var mended = (await lab.StandardErrorAsync())[broken.Length..];

        broken
            .TrimEnd('\n')
            .Split('\n')
            .Should()
            .HaveCount(3)
            .And.HaveElementAt(1, "INFO Guest says one")
            .And.HaveElementAt(2, "INFO Guest says two");
        broken
            .Should()
            .StartWith($"ERROR The log file {lab.File("folder/prog.log")} cannot be written: ")
            .And.Contain("log_dir");
        file.Should().Be("INFO Guest says three\n");
        mended.Should().Be($"INFO The log file {lab.File("folder/prog.log")} can be written again\n");
    }

    [Test]
    public async Task Rotation_BySize_KeepsTheNewestFiles()
    {
        await using var lab = new LogLab();
        var handle = lab.Start(Settings(lab) with { Rotation = new LogRotation("size", 1, "days", 2, 30) });
        var log = handle.Factory.CreateLogger("room");

        foreach (var text in new[] { "one", "two", "three", "four" })
        {
            TestLog.Says(log, text);
        }

        (await lab.ReadAsync("prog.log")).Should().Be("INFO Guest says four\n");
        (await lab.ReadAsync("prog.log.1")).Should().Be("INFO Guest says three\n");
        (await lab.ReadAsync("prog.log.2")).Should().Be("INFO Guest says two\n");
        Directory.GetFiles(lab.Folder).Should().HaveCount(3);
    }

    [Test]
    public async Task Rotation_ByInterval_NamesFilesAfterTheirBeginning()
    {
        await using var lab = new LogLab();
        var time = new ManualTimeProvider(new DateTimeOffset(2026, 5, 6, 7, 0, 0, TimeSpan.Zero));
        var handle = lab.Start(Settings(lab) with { Rotation = new LogRotation("interval", 1, "Hours", 1, 0) }, time);
        var log = handle.Factory.CreateLogger("room");

        foreach (var text in new[] { "seven", "eight", "nine" })
        {
            TestLog.Says(log, text);
            await handle.FlushAsync(LogLab.Limit);
            time.Advance(TimeSpan.FromHours(1));
        }

        (await lab.ReadAsync("prog.log")).Should().Be("INFO Guest says nine\n");
        (await lab.ReadAsync("prog.log.2026-05-06_08")).Should().Be("INFO Guest says eight\n");
        Directory.GetFiles(lab.Folder).Should().HaveCount(2);
    }

    private static LoggingSettings Settings(LogLab lab) => new() { LogDir = lab.Folder, DefaultFormat = Bare };
}
