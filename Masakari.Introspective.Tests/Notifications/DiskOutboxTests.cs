using FluentAssertions;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Outbox;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications;

internal sealed class DiskOutboxTests
{
    private readonly ManualTimeProvider _time = new();
    private TemporaryFolder _folder = null!;
    private LogRecorder _log = null!;

    private string Folder => _folder.Combine("outbox");

    [SetUp]
    public void MakeFolder() => (_folder, _log) = (new TemporaryFolder(), new LogRecorder());

    [TearDown]
    public void RemoveFolder()
    {
        _folder.Dispose();
        _log.Dispose();
    }

    [Test]
    public void Add_NewOutboxOnTheFolder_HasItAll()
    {
        using var first = Open();
        var notifications = Enumerable.Range(0, 20).Select(New).ToList();
        foreach (var notification in notifications)
        {
            first.Add(notification);
        }

        using var second = Open();

        second.Entries.Select(e => e.Notification).Should().Equal(notifications);
        File.GetUnixFileMode(Files()[0]).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Test]
    public void Add_ClockStepsBack_OrderStays()
    {
        using var first = Open();
        first.Add(New(1));
        _time.StepWallClock(TimeSpan.FromHours(-1));
        using var second = Open();
        second.Add(New(2));

        using var third = Open();

        third.Entries.Select(e => e.Notification).Should().Equal(New(1), New(2));
    }

    [Test]
    public void Replace_KeepsThePlace()
    {
        using var first = Open();
        var entry = first.Add(New(1));
        first.Add(New(2));
        first.Replace(entry, New(3));

        using var second = Open();

        second.Entries.Select(e => e.Notification).Should().Equal(New(3), New(2));
    }

    [Test]
    public void Remove_NewOutboxOnTheFolder_HasItNot()
    {
        using var first = Open();
        first.Remove(first.Add(New(1)));

        using var second = Open();

        second.Entries.Should().BeEmpty();
        Files().Should().BeEmpty();
    }

    [TestCase("")]
    [TestCase("{")]
    [TestCase("null")]
    [TestCase("[]")]
    [TestCase("""{"version": 1, "state": "pending"}""")]
    [TestCase("""{"version": 2, "state": "pending"}""")]
    public void Open_DamagedFile_IsMovedAsideWithOneWarning(string text)
    {
        using (var first = Open())
        {
            first.Add(New(1));
        }

        File.WriteAllText(Path.Combine(Folder, "00000000000000001-000000.json"), text);
        File.WriteAllText(Path.Combine(Folder, "half.json.tmp"), "{");

        using var second = Open();

        second.Entries.Should().ContainSingle();
        _log.Count(LogLevel.Warning, "damaged").Should().Be(1);
        Directory.GetFiles(Path.Combine(Folder, "rejected")).Should().ContainSingle();
        Directory.GetFiles(Folder).Should().ContainSingle();
    }

    [Test]
    public void SetAside_KeepsTheNewestForInspection()
    {
        using var outbox = Open();
        for (var i = 0; i < OutboxFolder.MaxSetAside + 3; i++)
        {
            outbox.SetAside(outbox.Add(New(i)), "HTTP 400: 'event' is a required property");
        }

        var kept = Directory.GetFiles(Path.Combine(Folder, "rejected")).Order(StringComparer.Ordinal).ToList();
        kept.Should().HaveCount(OutboxFolder.MaxSetAside);
        File.ReadAllText(kept[^1]).Should().Contain("malformed").And.Contain("is a required property");
        outbox.Entries.Should().BeEmpty();
    }

    [Test]
    public void Add_LongCause_IsReadBack()
    {
        using var first = Open();
        first.Add(New(1) with { Cause = new string('x', 100_000) });

        using var second = Open();

        second.Entries.Should().ContainSingle();
    }

    [Test]
    public void Unwritable_IsOneError_MemoryMeanwhile_DiskAgainLater()
    {
        File.WriteAllText(Folder, "in the way");
        using var outbox = Open();
        var changes = 0;
        outbox.DurabilityChanged += (_, _) => changes++;
        var entry = outbox.Add(New(1));
        outbox.Add(New(2));
        outbox.Remove(entry);
        _time.Advance(TimeSpan.FromMinutes(1));

        outbox.IsDurable.Should().BeFalse();
        outbox.Entries.Should().ContainSingle();
        _log.Lines.Where(l => l.Level >= LogLevel.Warning).Should().ContainSingle().Which.Text.Should().Contain(Folder);

        File.Delete(Folder);
        _time.Advance(TimeSpan.FromSeconds(10));

        outbox.IsDurable.Should().BeTrue();
        changes.Should().Be(1);
        using var second = Open();
        second.Entries.Select(e => e.Notification).Should().Equal(New(2));
    }

    [Test]
    public void FolderVanishes_ComesBackWithWhatWaits()
    {
        using var outbox = Open();
        outbox.Add(New(1));
        Directory.Delete(Folder, recursive: true);

        outbox.Add(New(2));
        outbox.IsDurable.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(10));

        outbox.IsDurable.Should().BeTrue();
        using var second = Open();
        second.Entries.Select(e => e.Notification).Should().Equal(New(1), New(2));
    }

    [Test]
    public void FolderReadableLater_EarlierRunIsFound()
    {
        using (var first = Open())
        {
            first.Add(New(1));
        }

        var hidden = _folder.Combine("hidden");
        Directory.Move(Folder, hidden);
        File.WriteAllText(Folder, "in the way");
        using var outbox = Open();
        IReadOnlyList<OutboxEntry> found = [];
        outbox.OnFound = entries => found = entries;

        File.Delete(Folder);
        Directory.Move(hidden, Folder);
        _time.Advance(TimeSpan.FromSeconds(10));

        found.Should().ContainSingle().Which.Notification.Should().Be(New(1));
    }

    private List<string> Files() => [.. Directory.GetFiles(Folder, "*.json")];

    private DiskOutbox Open() => new(Folder, _time, _log.For<DiskOutbox>());

    private static Notification New(int number) =>
        new(
            new Guid(number, 0, 0, new byte[8]),
            "LIFECYCLE",
            "STOPPED_FAILED",
            "vm",
            new DateTimeOffset(2026, 11, 21, 2, 0, 0, TimeSpan.Zero).AddTicks(1234567 + number),
            "QEMU died \"here\" \u00fc"
        );
}
