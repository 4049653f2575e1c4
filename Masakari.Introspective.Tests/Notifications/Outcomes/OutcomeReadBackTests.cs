using System.Net;
using FluentAssertions;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.Notifications.Masakari;
using Masakari.Introspective.Notifications.Outcomes;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Masakari;
using Masakari.Introspective.Tests.OpenStack;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Outcomes;

/// <summary>Statuses as masakari-api serves them, once masakari-engine has had its turn.</summary>
internal sealed class OutcomeReadBackTests
{
    private FakeCloud _cloud = null!;
    private OpenStackSession _session = null!;
    private MasakariOutcomes _sut = null!;
    private string _record = "";

    [SetUp]
    public async Task StoreAsync()
    {
        _cloud = await FakeCloud.StartAsync();
        _cloud.AddHost("vm");
        _session = TestSession.Create(_cloud);
        var client = new MasakariClient(_session);
        _sut = new MasakariOutcomes(client);
        var stored = await new MasakariSink(client, new NotificationSettings(), TimeProvider.System).SendAsync(
            new Notification(
                Guid.NewGuid(),
                "LIFECYCLE",
                "STOPPED_FAILED",
                "vm",
                TimeProvider.System.GetUtcNow(),
                "died"
            ),
            CancellationToken.None
        );
        _record = stored.RecordId!;
    }

    [TearDown]
    public async Task EndAsync()
    {
        _session.Dispose();
        await _cloud.DisposeAsync();
    }

    [TestCase("running", OutcomeKind.Pending)]
    [TestCase("finished", OutcomeKind.Finished)]
    [TestCase("error", OutcomeKind.Error)]
    [TestCase("failed", OutcomeKind.Failed)]
    [TestCase("ignored", OutcomeKind.Ignored)]
    public async Task Read_EngineIsDone_IsItsStatus(string status, OutcomeKind kind)
    {
        _cloud.SetStatus(_record, status);

        (await _sut.ReadAsync(_record, CancellationToken.None)).Should().Be(new OutcomeReading(kind));
    }

    [TestCase(403, true)]
    [TestCase(500, false)]
    public async Task Read_Refused_IsGivenUpWhereWeMayNot(int status, bool isRefused)
    {
        _cloud.Intercept = http =>
        {
            http.Response.StatusCode = status;
            return Task.FromResult(true);
        };

        var reading = await _sut.ReadAsync(_record, CancellationToken.None);

        reading.Kind.Should().BeNull();
        reading.IsRefused.Should().Be(isRefused);
        reading.Why.Should().Contain($"HTTP {status}");
    }

    [Test]
    public async Task Read_AnswerIsNoNotification_IsNotUnderstoodButTriedAgain()
    {
        _cloud.Intercept = async http =>
        {
            http.Response.StatusCode = (int)HttpStatusCode.OK;
            await http.Response.WriteAsync("{\"notification\": {\"status\": \"finished\"}}");
            return true;
        };

        var reading = await _sut.ReadAsync(_record, CancellationToken.None);

        reading.Kind.Should().BeNull();
        reading.IsRefused.Should().BeFalse();
        reading.Why.Should().Contain("something other than a notification");
    }
}
