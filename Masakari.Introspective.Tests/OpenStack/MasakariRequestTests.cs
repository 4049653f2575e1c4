using System.Globalization;
using FluentAssertions;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.OpenStack.Masakari;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.OpenStack;

internal sealed class MasakariRequestTests
{
    private static readonly NotificationRequest s_request = new(
        Guid.Parse("D81D5B36-03BB-46B5-BE2C-B0057E06AEAB"),
        "LIFECYCLE",
        "STOPPED_FAILED",
        "vm",
        new DateTimeOffset(2026, 11, 21, 11, 23, 3, TimeSpan.FromHours(9)).AddTicks(9_035_987)
    );

    [Test]
    public async Task Create_SendsWhatThePythonMonitorSends()
    {
        await using var cloud = await FakeCloud.StartAsync();
        using var session = TestSession.Create(cloud);

        await new MasakariClient(session).CreateNotificationAsync(s_request, CancellationToken.None);

        var sent = cloud.Requests.Single(r => r.Path.EndsWith("/notifications", StringComparison.Ordinal));
        JToken
            .DeepEquals(
                ApiJson.TryParse(sent.Body),
                ApiJson.TryParse(
                    """{"notification": {"generated_time": "2026-11-21T02:23:03.903598", "payload": {"event": "LIFECYCLE", "instance_uuid": "d81d5b36-03bb-46b5-be2c-b0057e06aeab", "vir_domain_event": "STOPPED_FAILED"}, "hostname": "vm", "type": "VM"}}"""
                )
            )
            .Should()
            .BeTrue(sent.Body);
        sent.Path.Should().Be($"/masakari/v1/{FakeCloud.Project}/notifications");
        sent.Headers["Content-Type"].Should().Be("application/json");
        sent.Headers["Accept"].Should().Be("*/*");
        sent.Headers["User-Agent"].Should().MatchRegex(@"^masakari-introspective/\d+\.\d+\.\d+$");
        sent.Headers.Should().NotContainKey("OpenStack-API-Version");
    }

    [TestCase("2026-11-21T02:23:03.0000000Z", "2026-11-21T02:23:03")]
    [TestCase("2026-11-21T02:23:03.0000009Z", "2026-11-21T02:23:03")]
    [TestCase("2026-11-21T02:23:03.1000000Z", "2026-11-21T02:23:03.100000")]
    [TestCase("2026-11-21T11:23:03.9035987+09:00", "2026-11-21T02:23:03.903598")]
    public void Format_IsNaiveUtc(string time, string expected) =>
        MasakariTime.Format(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture)).Should().Be(expected);

    [TestCase("2026-11-21T02:23:03.903598", true)]
    [TestCase("2026-11-21T02:23:03.903599", false)]
    [TestCase("2026-11-21T02:23:04", true, Description = "MySQL rounds")]
    [TestCase("2026-11-21T02:23:03", true, Description = "or truncates")]
    [TestCase("2026-11-21T02:23:05", false)]
    public void IsSame_StoredTime_IsRecognised(string stored, bool same) =>
        MasakariTime.IsSame(MasakariTime.Parse(stored)!.Value, s_request.GeneratedTime).Should().Be(same);
}
