using System.Net;
using System.Net.Sockets;
using FluentAssertions;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.OpenStack.Masakari;
using Masakari.Introspective.Tests.Support;
using Microsoft.AspNetCore.Http;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.OpenStack;

internal sealed class SessionTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly LogRecorder _log = new();
    private FakeCloud _cloud = null!;

    [SetUp]
    public async Task StartCloudAsync()
    {
        _cloud = await FakeCloud.StartAsync();
        _cloud.AddHost("vm");
    }

    [TearDown]
    public async Task StopCloudAsync()
    {
        await _cloud.DisposeAsync();
        _log.Dispose();
    }

    [TestCase("/")]
    [TestCase("/v3")]
    [TestCase("/v3/")]
    [TestCase("/identity")]
    public async Task Login_AuthUrlWithAndWithoutVersion_HostIsKept(string path)
    {
        using var session = Create(("api/auth_url", new Uri(_cloud.Url, path).AbsoluteUri));

        var host = await FindHostAsync(session);

        host.Should().NotBeNull();
    }

    [Test]
    public async Task Login_StormOfRequests_IsOne()
    {
        using var session = Create();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => FindHostAsync(session)));

        _cloud.Logins.Should().Be(1);
    }

    [Test]
    public async Task Token_ShortlyBeforeItsEnd_IsRenewed()
    {
        using var session = Create();
        await FindHostAsync(session);

        _time.Advance(TimeSpan.FromMinutes(58));
        await FindHostAsync(session);
        _cloud.Logins.Should().Be(1);

        _time.Advance(TimeSpan.FromMinutes(1));
        await FindHostAsync(session);
        _cloud.Logins.Should().Be(2);
    }

    [Test]
    public async Task Token_Rejected_IsRenewedOnceForAll()
    {
        using var session = Create();
        await FindHostAsync(session);
        _cloud.RevokeTokens();

        var hosts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => FindHostAsync(session)));

        hosts.Should().OnlyContain(h => h != null);
        _cloud.Logins.Should().BeInRange(2, 3, "a request may start with the old token while the new one arrives");
    }

    [Test]
    public async Task Token_AlwaysRejected_EndsWith401()
    {
        _cloud.Intercept = async http =>
        {
            if (!http.Request.Path.StartsWithSegments("/masakari", StringComparison.Ordinal))
            {
                return false;
            }

            http.Response.StatusCode = 401;
            await http.Response.WriteAsync("no");
            return true;
        };
        using var session = Create();

        var response = await PostAsync(session);

        response.Status.Should().Be(HttpStatusCode.Unauthorized);
        _cloud.CountOf("POST", "/notifications").Should().Be(2);
    }

    [Test]
    public async Task Login_WrongPassword_SaysWhatToCheckWithoutSecrets()
    {
        using var session = Create(("api/password", "hunter2"));

        var act = () => FindHostAsync(session);

        var error = (await act.Should().ThrowAsync<OpenStackException>()).Which;
        error.Status.Should().Be(HttpStatusCode.Unauthorized);
        error.Message.Should().Contain("Check user, password and domains in [api]").And.NotContain("hunter2");
        _log.Lines.Should().NotContain(l => l.Text.Contains("hunter2", StringComparison.Ordinal));
    }

    [Test]
    public async Task Logs_HoldNoToken()
    {
        using var session = Create();

        await FindHostAsync(session);

        _log.Lines.Should().NotBeEmpty().And.NotContain(l => l.Text.Contains("gAAAA", StringComparison.Ordinal));
    }

    [Test]
    public async Task Catalog_RegionMissing_SaysWhatThereIs()
    {
        using var session = Create(("api/region", "Two"));

        var act = () => FindHostAsync(session);

        (await act.Should().ThrowAsync<OpenStackException>())
            .Which.Message.Should()
            .Be(
                "Keystone's catalog has no endpoint of instance-ha in region Two; it has RegionOne. Check [api] region."
            );
    }

    [Test]
    public async Task Discovery_Fails_UsualPathIsTaken()
    {
        _cloud.MasakariPath = "/masakari";
        _cloud.Intercept = http =>
        {
            http.Response.StatusCode = 404;
            return Task.FromResult(http.Request.Path == "/masakari");
        };
        using var session = Create();

        (await PostAsync(session)).Status.Should().Be(HttpStatusCode.Accepted);
    }

    [Test]
    public async Task Discovery_Succeeds_IsAskedOnce()
    {
        _cloud.MasakariPath = "/masakari";
        using var session = Create();

        var client = new MasakariClient(session);

        await client.FindHostAsync("vm", CancellationToken.None);
        await client.FindHostAsync("vm", CancellationToken.None);

        _cloud.Requests.Count(r => r.Path is "/masakari").Should().Be(1);
    }

    [Test]
    public async Task BlackHole_EndsAtTheTimeout()
    {
        using var hole = new TcpListener(IPAddress.Loopback, 0);
        hole.Start();
        using var transport = new ApiTransport(
            TestSession.Http(TimeSpan.FromSeconds(30)),
            _time,
            _log.For<ApiTransport>()
        );
        var url = new Uri($"http://{hole.LocalEndpoint}/");

        var sending = transport.SendAsync(new ApiRequest(HttpMethod.Post, url) { Body = "{}" }, CancellationToken.None);
        await ManualTimeProvider.EventuallyAsync(() => _time.ActiveTimers > 0);
        _time.Advance(TimeSpan.FromSeconds(29));
        sending.IsCompleted.Should().BeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        var act = () => sending;
        (await act.Should().ThrowAsync<OpenStackException>())
            .Which.Message.Should()
            .EndWith("no answer within 30 s ([api] timeout).");
    }

    [Test]
    public async Task StalledBody_EndsAtTheTimeout()
    {
        _cloud.Intercept = async http =>
        {
            await http.Response.WriteAsync("{");
            await http.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
            return true;
        };
        using var transport = new ApiTransport(
            TestSession.Http(TimeSpan.FromSeconds(30)),
            _time,
            _log.For<ApiTransport>()
        );

        var sending = transport.SendAsync(
            new ApiRequest(HttpMethod.Post, _cloud.Url) { Body = "{}" },
            CancellationToken.None
        );
        await ManualTimeProvider.EventuallyAsync(() => !_cloud.Requests.IsEmpty && _time.ActiveTimers > 0);
        _time.Advance(TimeSpan.FromSeconds(30));

        var act = () => sending;
        await act.Should().ThrowAsync<OpenStackException>();
    }

    [Test]
    public async Task Refused_ReadIsTriedTwice_WriteOnce()
    {
        var tries = 0;
        _cloud.Intercept = http =>
        {
            Interlocked.Increment(ref tries);
            http.Response.StatusCode = 503;
            return Task.FromResult(true);
        };
        using var transport = new ApiTransport(
            TestSession.Http(TimeSpan.FromSeconds(30)),
            _time,
            _log.For<ApiTransport>()
        );

        await transport.SendAsync(new ApiRequest(HttpMethod.Post, _cloud.Url), CancellationToken.None);
        tries.Should().Be(1);
        var reading = transport.SendAsync(new ApiRequest(HttpMethod.Get, _cloud.Url), CancellationToken.None);
        await _time.AdvanceUntilAsync(() => reading.IsCompleted, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        (await reading).Status.Should().Be(HttpStatusCode.ServiceUnavailable);
        tries.Should().Be(3);
    }

    [Test]
    public async Task Identity_LoginFails_AllWaitersLearnItFromOneTry()
    {
        using var session = Create(("api/password", "wrong"));

        var tasks = Enumerable.Range(0, 10).Select(_ => FindHostAsync(session)).ToList();
        foreach (var task in tasks)
        {
            var act = () => task;
            await act.Should().ThrowAsync<OpenStackException>();
        }

        _cloud.CountOf("POST", "/auth/tokens").Should().BeLessThan(10);
    }

    private OpenStackSession Create(params (string, string)[] changes) =>
        TestSession.Create(_cloud, _time, _log, changes);

    private static Task<MasakariHost?> FindHostAsync(OpenStackSession session) =>
        new MasakariClient(session).FindHostAsync("vm", CancellationToken.None);

    private static Task<ApiResponse> PostAsync(OpenStackSession session) =>
        new MasakariClient(session).CreateNotificationAsync(
            new NotificationRequest(
                Guid.NewGuid(),
                "LIFECYCLE",
                "STOPPED_FAILED",
                "vm",
                new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero)
            ),
            CancellationToken.None
        );
}
