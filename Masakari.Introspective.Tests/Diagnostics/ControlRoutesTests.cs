using System.Globalization;
using FluentAssertions;
using Masakari.Introspective.Cli;
using Masakari.Introspective.Diagnostics.Explain;
using Masakari.Introspective.Diagnostics.Views;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Diagnostics;

/// <summary>Requests that change something, those that are wrong, and those that go on.</summary>
[NonParallelizable]
internal sealed class ControlRoutesTests
{
    [Test]
    public async Task Hold_AndRelease_AreByWhoAsks()
    {
        await using var rig = await ControlRig.OpenAsync();
        rig.Monitor.Advance(30);

        var held = await PostAsync<HoldRow>(rig, new HoldWish("instance-0", false, 1800, "kernel\u001b[31m debugging"));
        held.Instance.Should().Be(ControlRig.Guest);
        held.Reason.Should().Be("kernel [31m debugging");
        held.Who.Should().Be(Environment.UserName);

        var released = await rig.Client.SendAsync<ReleaseView>(
            HttpMethod.Delete,
            "/v1/holds/instance-0",
            null,
            CancellationToken.None
        );
        released.Instance.Should().Be(ControlRig.Guest);
        rig.Monitor.Holds.All.Should().BeEmpty();
    }

    [Test]
    public async Task Hold_ThatIsWrong_GetsOneError()
    {
        await using var rig = await ControlRig.OpenAsync();
        rig.Monitor.Advance(30);

        await RefusedAsync(rig, new HoldWish(null, false, 60, "x"), "name one of the two");
        await RefusedAsync(rig, new HoldWish("instance-0", true, 60, "x"), "name one of the two");
        await RefusedAsync(rig, new HoldWish("instance-0", false, 0, "x"), "from 1 s to 7 days");
        await RefusedAsync(rig, new HoldWish("instance-0", false, 8 * 86400, "x"), "from 1 s to 7 days");
        await RefusedAsync(rig, new HoldWish("instance-0", false, 60, " "), "not held without a reason");
        await RefusedAsync(rig, new HoldWish("nobody", false, 60, "x"), "No instance on this host");
        await RefusedAsync(rig, new { for_s = "long" }, "The body is not as expected");
        await RefusedAsync(rig, new { who = "root" }, "The body is not as expected");
        rig.Monitor.Holds.All.Should().BeEmpty();
    }

    [Test]
    public async Task Release_WithoutAHold_SaysSo()
    {
        await using var rig = await ControlRig.OpenAsync();
        rig.Monitor.Advance(30);

        var release = () =>
            rig.Client.SendAsync<ReleaseView>(HttpMethod.Delete, "/v1/holds", null, CancellationToken.None);

        (await release.Should().ThrowAsync<CommandFailure>()).WithMessage("No hold is on the host*");
    }

    [Test]
    public async Task Ping_HealthyGuest_IsAnswered()
    {
        await using var rig = await ControlRig.OpenAsync();
        rig.Monitor.Advance(30);

        var asked = rig.Client.SendAsync<PingView>(
            HttpMethod.Post,
            "/v1/instances/instance-0/ping",
            null,
            CancellationToken.None
        );
        while (!asked.IsCompleted)
        {
            // Slower than real time: the deadlines of the request are simulated, its way through the socket is not.
            rig.Monitor.Advance(0.001);
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        (await asked).Should().BeEquivalentTo(new { Alive = true, Answer = "replied" });
    }

    [Test]
    public async Task Events_Followed_TellWhatComes()
    {
        await using var rig = await ControlRig.OpenAsync();
        rig.Monitor.Advance(30);
        using var lines = await rig.Client.OpenAsync(
            "/v1/events?follow=true&instance=instance-0",
            CancellationToken.None
        );

        rig.Monitor.Holds.Set(ControlRig.Guest, "kernel debugging", "alice", TimeSpan.FromMinutes(30));

        string? line;
        do
        {
            line = await lines.ReadLineAsync();
        } while (line is not null && !line.Contains("hold-set", StringComparison.Ordinal));

        line.Should().Contain("kernel debugging");
    }

    [Test]
    public async Task Explain_AtATime_KnowsTheHostsHoldFromBeforeTheInstance()
    {
        await using var rig = await ControlRig.OpenAsync();
        rig.Monitor.Advance(30);
        rig.Monitor.Holds.Set(null, "rack work", "alice", TimeSpan.FromHours(2));
        rig.Monitor.Advance(60);
        rig.Monitor.Libvirt.Boot(rig.Monitor.Libvirt.Add("instance-00000002", running: false));
        rig.Monitor.Advance(60);

        var then = Uri.EscapeDataString(rig.Monitor.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        var story = await rig.Client.GetAsync<ExplainView>(
            $"/v1/instances/instance-00000002/story?at={then}",
            CancellationToken.None
        );

        story.Moment!.Hold!.Sentence.Should().Contain("rack work");
        story.Events.Should().NotContain(one => one.What == "hold-set", "that was before its time");
    }

    [Test]
    public async Task ReportThatMasakariNeverTakes_IsNotOnItsWay()
    {
        await using var rig = await ControlRig.OpenAsync();
        rig.Monitor.Advance(30);
        rig.Monitor.Libvirt.SetAgent(rig.Domain, AgentBehaviour.Silent);
        rig.Monitor.Advance(40);

        rig.Monitor.Notifier.SetAsideAll("HTTP 400: 'event' is a required property");
        rig.Monitor.Advance(1);

        var detail = await rig.Client.GetAsync<InstanceDetail>("/v1/instances/instance-0", CancellationToken.None);
        detail.Summary.Code.Should().Be("set-aside");
        detail.Summary.Why.Should().Contain("will never take the report").And.Contain("HTTP 400");
        detail.Incident!.SetAside.Should().Contain("HTTP 400");
        var story = await rig.Client.GetAsync<ExplainView>("/v1/instances/instance-0/story", CancellationToken.None);
        story.Events.Should().ContainSingle(one => one.What == "set-aside");
    }

    [Test]
    public async Task ReportThatIsWithdrawn_SaysWhy()
    {
        await using var rig = await ControlRig.OpenAsync();
        rig.Monitor.Advance(30);
        rig.Monitor.Libvirt.SetAgent(rig.Domain, AgentBehaviour.Silent);
        rig.Monitor.Advance(40);

        rig.Monitor.Notifier.WithdrawAll();
        rig.Monitor.Advance(1);

        var story = await rig.Client.GetAsync<ExplainView>("/v1/instances/instance-0/story", CancellationToken.None);
        story
            .Events.Should()
            .ContainSingle(one => one.What == "withdrawn")
            .Which.Sentence.Should()
            .Be("Withdrawn [no-longer-true]: the fault went away.");
    }

    [TestCase("/v1/instances/instance-0/story?at=yesterday", "no time of ISO 8601")]
    [TestCase("/v1/events?follow=maybe", "true or false")]
    [TestCase("/v1/events?instance=nobody", "No instance on this host")]
    public async Task Question_ThatIsWrong_GetsOneError(string path, string error)
    {
        await using var rig = await ControlRig.OpenAsync();
        rig.Monitor.Advance(5);

        var ask = () => rig.Client.GetAsync<object>(path, CancellationToken.None);

        (await ask.Should().ThrowAsync<CommandFailure>()).WithMessage($"*{error}*");
    }

    private static Task<T> PostAsync<T>(ControlRig rig, object body) =>
        rig.Client.SendAsync<T>(HttpMethod.Post, "/v1/holds", body, CancellationToken.None);

    private static async Task RefusedAsync(ControlRig rig, object body, string error)
    {
        var ask = () => PostAsync<HoldRow>(rig, body);
        (await ask.Should().ThrowAsync<CommandFailure>()).WithMessage($"*{error}*");
    }
}
