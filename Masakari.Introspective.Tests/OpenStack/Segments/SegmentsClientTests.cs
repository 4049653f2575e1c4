using System.Collections.Concurrent;
using FluentAssertions;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Masakari.Segments;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.OpenStack.Segments;

/// <summary>What only an odd masakari-api shows; all else is seen on the real one.</summary>
internal sealed class SegmentsClientTests
{
    private const string Version = "OpenStack-API-Version";
    private static readonly Segment Known = new() { Uuid = "u", Name = "a" };

    private FakeCloud _cloud = null!;
    private OpenStackSession _session = null!;
    private ConcurrentQueue<string> _asked = null!;

    [SetUp]
    public async Task SetUp()
    {
        _asked = new();
        _cloud = await FakeCloud.StartAsync();
        _session = TestSession.Create(_cloud);
    }

    [TearDown]
    public async Task TearDown()
    {
        _session.Dispose();
        await _cloud.DisposeAsync();
    }

    [Test]
    public async Task ListAsync_ServerWithSmallPages_ReadsThemAll()
    {
        Answer(http => (200, Page(int.Parse($"0{http.Request.Query["marker"]}", null))));

        var segments = await new SegmentsClient(_session).ListAsync(CancellationToken.None);

        segments.Select(s => s.Name).Should().Equal("s1", "s2", "s3", "s4", "s5");

        static string Page(int after) =>
            "{\"segments\": ["
            + string.Join(
                ',',
                Enumerable
                    .Range(after + 1, 5)
                    .Where(id => id <= 5)
                    .Take(2)
                    .Select(id => $"{{\"id\": {id}, \"uuid\": \"u{id}\", \"name\": \"s{id}\"}}")
            )
            + "]}";
    }

    [Test]
    public async Task ListAsync_ServerThatIgnoresTheMarker_Ends()
    {
        Answer(_ => (200, """{"segments": [{"id": 1, "uuid": "u1", "name": "s1", "enabled": false}]}"""));

        var segments = await new SegmentsClient(_session).ListAsync(CancellationToken.None);

        segments.Should().ContainSingle().Which.Enabled.Should().BeFalse();
    }

    [Test]
    public async Task AnyCall_OldMasakari_IsSpokenToWithoutMicroversion()
    {
        Answer(http => http.Request.Headers.ContainsKey(Version) ? (406, Fault("not supported")) : (200, Made));
        var sut = new SegmentsClient(_session);

        var made = await sut.CreateAsync(new SegmentValues { Name = "a" }, CancellationToken.None);
        await sut.UpdateAsync(made, new SegmentValues { Name = "a" }, CancellationToken.None);

        made.Enabled.Should().BeNull();
        _asked.Should().Equal("POST instance-ha 1.2", "POST ", "PUT ");
    }

    [Test]
    public async Task UpdateAsync_EnabledOnOldMasakari_SaysWhatToLeaveOut()
    {
        Answer(http => http.Request.Headers.ContainsKey(Version) ? (406, Fault("not supported")) : (200, Made));
        var sut = new SegmentsClient(_session);
        var update = () => sut.UpdateAsync(Known, new SegmentValues { Enabled = false }, CancellationToken.None);

        await update
            .Should()
            .ThrowAsync<OpenStackException>()
            .WithMessage("*older than microversion 1.2*leave that out*");
        await update.Should().ThrowAsync<OpenStackException>();

        _asked.Should().NotContain("PUT ");
    }

    [Test]
    public async Task DeleteAsync_NoBody_IsDone()
    {
        Answer(_ => (204, ""));

        await new SegmentsClient(_session).DeleteAsync(Known, CancellationToken.None);

        _asked.Should().Equal("DELETE instance-ha 1.2");
    }

    [TestCase("<html>proxy</html>")]
    [TestCase("{}")]
    [TestCase("""{"segments": 5}""")]
    public async Task ListAsync_NoListAtAll_SaysWhatToCheck(string body)
    {
        Answer(_ => (200, body));
        var list = () => new SegmentsClient(_session).ListAsync(CancellationToken.None);

        await list.Should().ThrowAsync<OpenStackException>().WithMessage("*list of segments*check its endpoint*");
    }

    [Test]
    public async Task ListHostsAsync_SegmentGone_SaysSo()
    {
        Answer(_ => (404, Fault("No failover segment with id u.")));
        var list = () => new SegmentsClient(_session).ListHostsAsync(Known, CancellationToken.None);

        (await list.Should().ThrowAsync<OpenStackException>().WithMessage("*hosts in segment 'a'*No failover segment*"))
            .Which.Status.Should()
            .Be(System.Net.HttpStatusCode.NotFound);
    }

    private const string Made = """{"segment": {"uuid": "u", "name": "a"}}""";

    private static string Fault(string message) => "{\"fault\": {\"message\": \"" + message + "\"}}";

    private void Answer(Func<HttpContext, (int Status, string Body)> answer) =>
        _cloud.Intercept = async http =>
        {
            if (!http.Request.Path.Value!.Contains("/segments", StringComparison.Ordinal))
            {
                return false;
            }

            _asked.Enqueue($"{http.Request.Method} {http.Request.Headers[Version]}");
            var (status, body) = answer(http);
            http.Response.StatusCode = status;
            if (body.Length > 0)
            {
                await http.Response.WriteAsync(body);
            }

            return true;
        };
}
