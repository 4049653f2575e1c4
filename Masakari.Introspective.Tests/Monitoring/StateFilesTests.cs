using FluentAssertions;
using Masakari.Introspective.Monitoring.Memory;
using Masakari.Introspective.Notifications.Book;
using Masakari.Introspective.Notifications.Outcomes;
using Masakari.Introspective.Protocol.Heartbeat;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring;

/// <summary>What an earlier build left on disk is understood: a failure would disarm every guest of the host.</summary>
internal sealed class StateFilesTests
{
    private const string Uuid = "4c1a9f10-0000-4000-8000-000000000001";

    // As the former serializer wrote it: numbers for enumerations, properties that are only read, nulls spelt out.
    private const string Report = $$"""
        {"InstanceUuid":"{{Uuid}}","Event":"QEMU_GUEST_AGENT_ERROR","VirDomainEvent":"STOPPED_FAILED","HostName":"compute-1",
        "GeneratedAt":"2026-11-21T02:23:44.1234567+00:00","Cause":"it is silent","RunId":7,"Code":"guest-silent","IsActedOn":true}
        """;

    private TemporaryFolder _folder = null!;

    [SetUp]
    public void Open() => _folder = new TemporaryFolder();

    [TearDown]
    public void Close() => _folder.Dispose();

    [Test]
    public void Memory_IsReadAsAWhole()
    {
        Write(
            "instances.json",
            $$"""
            {"BootId":"boot","SavedAt":"2026-11-21T02:23:00+00:00","Runs":[
            {"Uuid":"{{Uuid}}","Name":"instance-1","RunId":7,"HasAnswered":true,
            "Heartbeats":[{"Port":"cgcs.heartbeat","Registration":{"Name":"web","IntervalMs":1000,"ResumeNoticeSecs":10,
            "RestartSecs":120,"CorrectiveAction":3},"IsLost":false,"IllWish":4,"HasFailed":true}],
            "Attached":null,"IsReported":true,"Told":{{Report}},"IsTimeoutLowered":true,
            "HealthCheck":{"Path":"/usr/bin/well","Pid":42,"HasFailed":false,"HasPassed":true},"IsFenced":true,
            "BootedAt":"2026-11-21T02:00:00+00:00"},
            {"Uuid":"4c1a9f10-0000-4000-8000-000000000002","Name":"instance-2","RunId":8,"HasAnswered":false}]}
            """
        );
        var time = new ManualTimeProvider();
        using var log = new LogRecorder();

        var runs = new InstanceMemory(_folder.Path, "boot", time, log.For<InstanceMemory>()).Load(out _);

        runs.Should().HaveCount(2);
        runs[0].Heartbeats![0].Registration.CorrectiveAction.Should().Be(CorrectiveAction.Reboot);
        runs[0].Heartbeats![0].IllWish.Should().Be(CorrectiveAction.Stop);
        runs[0].Told.Should().BeEquivalentTo(new { RunId = 7, Code = "guest-silent" });
        runs[0].HealthCheck.Should().Be(new KnownHealthCheck("/usr/bin/well", 42, HasFailed: false, HasPassed: true));
        runs[0]
            .Should()
            .BeEquivalentTo(
                new
                {
                    HasAnswered = true,
                    IsReported = true,
                    IsTimeoutLowered = true,
                    IsFenced = true,
                }
            );
        runs[1].Should().Be(new KnownRun(Guid.Parse("4c1a9f10-0000-4000-8000-000000000002"), "instance-2", 8, false));
    }

    [Test]
    public void Reports_DeliveredAndFollowed_AreRead()
    {
        Write(
            "delivered.json",
            $$"""[null,{"Notification":{{Report}},"RecordId":"r-1","StoredAt":"2026-11-21T02:24:00+00:00","Outcome":3,"AfterS":5.5}]"""
        );
        Write(
            "outcomes.json",
            $$"""[{"RecordId":"r-1","Notification":{{Report}},"StoredAt":"2026-11-21T02:24:00+00:00","Said":2}]"""
        );

        new DeliveredFile(_folder.Path)
            .Load()
            .Single()
            .Should()
            .BeEquivalentTo(
                new
                {
                    RecordId = "r-1",
                    Outcome = OutcomeKind.Failed,
                    AfterS = 5.5,
                }
            );
        new FollowedFile(_folder.Path)
            .Load()
            .Single()
            .Should()
            .BeEquivalentTo(new { RecordId = "r-1", Said = OutcomeKind.Error });
    }

    private void Write(string name, string text) => File.WriteAllText(_folder.Combine(name), text);
}
