using FluentAssertions;
using Masakari.Introspective.OpenStack.Masakari;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.OpenStack;

internal sealed class ProgressClientTests
{
    private static readonly string Record = Guid.NewGuid().ToString();

    private readonly ManualTimeProvider _time = new();
    private FakeCloud _cloud = null!;

    [SetUp]
    public async Task StartCloudAsync()
    {
        _cloud = await FakeCloud.StartAsync();
        _cloud.Store(new JObject { ["notification_uuid"] = Record, ["status"] = "running" });
    }

    [TearDown]
    public async Task StopCloudAsync() => await _cloud.DisposeAsync();

    [Test]
    public async Task Read_EngineAnswers_TellsTheWorkflow()
    {
        using var session = TestSession.Create(_cloud);

        var progress = await new ProgressClient(session, _time).ReadAsync(Record, CancellationToken.None);

        progress!.Status.Should().Be("running");
        progress.Workflow.Should().Equal(new WorkflowStep("StopInstanceTask", "SUCCESS", 1, "Stopped"));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Read_EngineIsAway_TellsTheStatusAlone(CancellationToken cancellationToken)
    {
        _cloud.HasEngine = false;
        using var session = TestSession.Create(_cloud);

        var reading = new ProgressClient(session, _time).ReadAsync(Record, cancellationToken);
        while (!reading.IsCompleted)
        {
            _time.Advance(ProgressClient.WorkflowPatience);
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }

        (await reading).Should().BeEquivalentTo(new NotificationProgress("running", []));
    }

    [Test]
    public async Task Read_UnknownNotification_IsNull()
    {
        using var session = TestSession.Create(_cloud);

        var progress = await new ProgressClient(session, _time).ReadAsync("other", CancellationToken.None);

        progress.Should().BeNull();
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("""{"notification": 1}""")]
    [TestCase("""{"notification": {}}""")]
    public void Parse_NoNotification_IsNull(string body) => ProgressClient.Parse(body).Should().BeNull();

    [Test]
    public void Parse_StepsWithoutEverything_AreToldAsFarAsTheyGo()
    {
        const string Body = """
            {"notification": {"status": "running", "recovery_workflow_details": [
              {"name": "A", "state": "RUNNING", "progress": "0.5", "progress_details": []},
              {"state": "PENDING", "progress": null}
            ]}}
            """;

        ProgressClient
            .Parse(Body)!
            .Workflow.Should()
            .Equal(new WorkflowStep("A", "RUNNING", 0.5, null), new WorkflowStep("", "PENDING", null, null));
    }
}
