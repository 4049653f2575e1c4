using FluentAssertions;
using Masakari.Introspective.Detection;
using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Monitoring.Story;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Story;

/// <summary>What is written down of a whole host, in simulated time.</summary>
internal sealed class StoryTests
{
    [Test]
    public void HealthyGuest_AnHour_CostsNoEntries()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(60);
        var before = Book(rig).Of(guest.Uuid).Count;

        rig.Advance(3600);

        Book(rig).Of(guest.Uuid).Should().HaveCount(before);
        before.Should().BeLessThan(6);
    }

    [Test]
    public void HungGuest_IsToldFromTheFirstMissToTheReport()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(30);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

        rig.Advance(25);
        rig.Notifier.DeliverAll();

        var told = Book(rig).Of(guest.Uuid);
        told.Select(entry => entry.Words)
            .Should()
            .ContainInOrder(
                "Its guest agent left the question unanswered (1 of 3)",
                "Its guest agent left the question unanswered (2 of 3)",
                "Its guest agent left the question unanswered (3 of 3)"
            );
        told.Should().Contain(entry => entry.Decision != null);
        told[^1].Kind.Should().Be(StoryKind.Stored);
    }

    [Test]
    public void HeldGuest_SilentForADay_KeepsItsStory()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(30);
        rig.Holds.Set(guest.Uuid, "kernel debugging", "alice", TimeSpan.FromDays(2));
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);

        rig.Advance(86400);

        Book(rig).Of(guest.Uuid).Count.Should().BeLessThan(25);
        Book(rig).Of(guest.Uuid).Should().Contain(entry => entry.Kind == StoryKind.HoldSet);
    }

    [Test]
    public async Task Story_OverARestart_IsThere()
    {
        using var folder = new TemporaryFolder();
        var file = new StoryFile(folder.Path);
        var entry = new StoryEntry(
            DateTimeOffset.UnixEpoch.AddSeconds(1),
            Guid.NewGuid(),
            "web-1",
            StoryKind.Missed,
            "silent",
            "Its guest agent left the question unanswered (1 of 3)"
        );

        file.Append([entry]);
        await File.AppendAllTextAsync(file.Path, "not an entry\n{}\n");
        file.Append([entry with { Kind = StoryKind.AnsweredAgain }]);

        file.Load().Select(read => read.Kind).Should().Equal(StoryKind.Missed, StoryKind.AnsweredAgain);
        file.Load()[0].Should().Be(entry);
    }

    [Test]
    public void File_ThatGrows_IsRotated()
    {
        using var folder = new TemporaryFolder();
        var file = new StoryFile(folder.Path);
        var entry = new StoryEntry(DateTimeOffset.UnixEpoch, null, "h", StoryKind.Domain, "", new string('x', 1000));

        for (var batch = 0; batch < 20; batch++)
        {
            file.Append([.. Enumerable.Repeat(entry, 1000)]);
        }

        var sizes = Directory.GetFiles(folder.Path).Select(path => new FileInfo(path).Length).ToList();
        sizes.Should().HaveCountLessOrEqualTo(2).And.OnlyContain(size => size < 2 * StoryFile.MaxBytes);
    }

    [TestCase(1, 100)]
    [TestCase(1000, 100)]
    [TestCase(5000, 20)]
    [TestCase(10_000, 10)]
    [TestCase(100_000, 10)]
    public void Limit_Instances_ShareWhatIsKept(int instances, int expected) =>
        StoryBook.LimitFor(instances).Should().Be(expected);

    [Test]
    public async Task SlowReader_MissesTheOldest_AndIsTold()
    {
        var follower = new StoryFollower(null);
        var entry = new StoryEntry(DateTimeOffset.UnixEpoch, null, "h", StoryKind.Domain, "", "x");

        for (var i = 0; i < StoryFollower.MostWaiting + 7; i++)
        {
            follower.Offer(entry);
        }

        (await follower.WaitAsync(CancellationToken.None)).Should().BeTrue();
        follower.TakeDropped().Should().Be(7);
        follower.TakeDropped().Should().Be(0);
    }

    [Test]
    public async Task PersonsPing_HealthyGuest_IsAnsweredAndNotCounted()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(30);

        var ping = rig.Simulated.Monitor.Parts.Pings.Ask(rig.Instances.Find(guest.Uuid)!);
        rig.Advance(1);

        ping.IsCompletedSuccessfully.Should().BeTrue();
        (await ping).Answer.Should().Be(PingAnswer.Replied);
        (await ping).IsOfWatch.Should().BeFalse();
    }

    [Test]
    public async Task PersonsPing_HungGuest_IsNoMiss_AndTheReportComesInTime()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(31);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
        var ping = rig.Simulated.Monitor.Parts.Pings.Ask(rig.Instances.Find(guest.Uuid)!);

        while (!ping.IsCompleted)
        {
            rig.Advance(0.5);
        }

        (await ping).Answer.Should().Be(PingAnswer.Silent);
        rig.DetectorOf(guest).Misses.Should().Be(0);
        rig.Advance(25);
        rig.Notifier.Reported.Should().ContainSingle();
    }

    [Test]
    public void PersonsPings_OfASuspect_ChangeNothingAboutItsReport()
    {
        TimeSpan Reported(bool isPinged)
        {
            using var rig = new MonitorRig();
            var guest = rig.Libvirt.Add("instance-1");
            rig.Start();
            rig.Advance(31);
            rig.Libvirt.SetAgent(guest, AgentBehaviour.Silent);
            while (rig.DetectorOf(guest).Misses == 0)
            {
                rig.Advance(0.1);
            }

            var since = rig.Time.GetUtcNow();
            while (rig.Notifier.Reported.Count == 0)
            {
                if (isPinged)
                {
                    _ = rig.Simulated.Monitor.Parts.Pings.Ask(rig.Instances.Find(guest.Uuid)!);
                }

                rig.Advance(0.1);
            }

            return rig.Time.GetUtcNow() - since;
        }

        Reported(isPinged: true).Should().Be(Reported(isPinged: false));
    }

    [Test]
    public async Task PersonsPing_GuestThatIsOff_IsAnsweredAtOnce()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1", running: false);
        rig.Start();
        rig.Advance(5);

        var ping = rig.Simulated.Monitor.Parts.Pings.Ask(rig.Instances.Find(guest.Uuid)!);

        ping.IsCompletedSuccessfully.Should().BeTrue();
        (await ping).Answer.Should().Be(PingAnswer.NotRunning);
    }

    [Test]
    public async Task PersonsPing_AgentBusyForLong_EndsByTheDeadline()
    {
        using var rig = new MonitorRig();
        var guest = rig.Libvirt.Add("instance-1");
        rig.Start();
        rig.Advance(30);
        rig.Libvirt.SetAgent(guest, AgentBehaviour.Busy);

        var ping = rig.Simulated.Monitor.Parts.Pings.Ask(rig.Instances.Find(guest.Uuid)!);
        rig.Advance(14);

        ping.IsCompletedSuccessfully.Should().BeTrue();
        ((await ping).Answer is null or PingAnswer.Busy).Should().BeTrue();
        rig.DetectorOf(guest).State.Should().Be(GuestState.Healthy);
    }

    private static StoryBook Book(MonitorRig rig) => rig.Simulated.Monitor.Parts.Story.Book;
}
