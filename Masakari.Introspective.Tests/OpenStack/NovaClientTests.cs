using FluentAssertions;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Nova;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.OpenStack;

internal sealed class NovaClientTests
{
    private FakeCloud _cloud = null!;

    [SetUp]
    public async Task StartCloudAsync() => _cloud = await FakeCloud.StartAsync();

    [TearDown]
    public async Task StopCloudAsync() => await _cloud.DisposeAsync();

    [Test]
    public async Task List_ManyPages_AllOfTheHost()
    {
        var ids = Enumerable.Range(1, 5).Select(i => Add(i, "compute-1")).ToList();
        Add(9, "compute-2");
        using var session = TestSession.Create(_cloud);

        var servers = await new NovaClient(session).ListServersAsync("compute-1", CancellationToken.None);

        servers.Select(s => s.Id).Should().Equal(ids);
        var server = servers[0];
        server.Host.Should().Be("compute-1");
        server.VmState.Should().Be("active");
        server.TaskState.Should().BeNull();
        server.Locked.Should().BeTrue();
        server.Metadata.Should().Contain("HA_Enabled", "True");
        server.ExtraSpecs.Should().Contain("masakari:guest_agent", "true");
        var first = _cloud.Requests.First(r => r.Path.Contains("/servers/", StringComparison.Ordinal));
        first.Path.Should().Be("/compute/v2.1/servers/detail?host=compute-1&all_tenants=1");
        first.Headers["OpenStack-API-Version"].Should().Be("compute 2.53");
    }

    [Test]
    public async Task List_MicroversionRefused_GoesWithout()
    {
        _cloud.MaxNovaMicroversion = "2.40";
        Add(1, "compute-1");
        using var session = TestSession.Create(_cloud);

        var servers = await new NovaClient(session).ListServersAsync("compute-1", CancellationToken.None);

        servers.Should().ContainSingle();
    }

    [Test]
    public async Task Find_KnownAndUnknown()
    {
        var id = Add(1, "compute-1");
        using var session = TestSession.Create(_cloud);
        var nova = new NovaClient(session);

        (await nova.FindServerAsync(id, CancellationToken.None))!.Name.Should().Be("vm1");
        (await nova.FindServerAsync(Guid.NewGuid(), CancellationToken.None)).Should().BeNull();
    }

    [Test]
    public async Task Stop_Permitted_IsOneRequest()
    {
        var id = Add(1, "compute-1");
        using var session = TestSession.Create(_cloud);

        await new NovaClient(session).StopAsync(id, CancellationToken.None);

        var request = _cloud.Requests.Last();
        request.Path.Should().EndWith($"/servers/{id:D}/action");
        request.Body.Should().Be("""{"os-stop":null}""");
    }

    [Test]
    public async Task Stop_Refused_SaysWhy()
    {
        _cloud.NovaMayStop = false;
        using var session = TestSession.Create(_cloud);

        var stop = () => new NovaClient(session).StopAsync(Guid.NewGuid(), CancellationToken.None);

        (await stop.Should().ThrowAsync<OpenStackException>().WithMessage("*os-stop*403*"))
            .Which.Status.Should()
            .Be(System.Net.HttpStatusCode.Forbidden);
    }

    private Guid Add(int number, string host)
    {
        var id = new Guid(number, 0, 0, new byte[8]);
        _cloud.Servers.Add(
            new JObject
            {
                ["id"] = id.ToString(),
                ["name"] = $"vm{number}",
                ["OS-EXT-SRV-ATTR:host"] = host,
                ["OS-EXT-STS:vm_state"] = "active",
                ["OS-EXT-STS:task_state"] = null,
                ["locked"] = true,
                ["metadata"] = new JObject { ["HA_Enabled"] = "True" },
                ["flavor"] = new JObject { ["extra_specs"] = new JObject { ["masakari:guest_agent"] = "true" } },
            }
        );
        return id;
    }
}
