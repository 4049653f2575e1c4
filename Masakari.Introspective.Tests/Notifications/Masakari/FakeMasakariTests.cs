using Masakari.Introspective.OpenStack;
using Masakari.Introspective.Tests.OpenStack;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Masakari;

/// <summary>The contract against the in-process fake; with a catalog URL without version, as Kolla has it.</summary>
[TestFixture("/masakari")]
[TestFixture("/masakari/v1")]
[TestFixture("/masakari/v1/" + FakeCloud.Project)]
internal sealed class FakeMasakariTests(string catalogPath) : MasakariMaintenanceContract
{
    private FakeCloud _cloud = null!;

    protected override string HostName => "unit-1";

    [OneTimeSetUp]
    public async Task StartCloudAsync()
    {
        _cloud = await FakeCloud.StartAsync();
        _cloud.MasakariPath = catalogPath;
        _cloud.AddHost(HostName);
        _cloud.AddHost(MaintenanceHost, maintenance: true);
    }

    [OneTimeTearDown]
    public async Task StopCloudAsync() => await _cloud.DisposeAsync();

    protected override Task<OpenStackSession> OpenAsync() => Task.FromResult(TestSession.Create(_cloud));
}
