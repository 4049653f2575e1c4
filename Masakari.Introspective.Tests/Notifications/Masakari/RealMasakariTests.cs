using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.OpenStack.Identity;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Masakari;

/// <summary>The contract against a real masakari-api in the lab's light form (noauth2), with and without a version path.</summary>
[TestFixture("/")]
[TestFixture("/v1")]
[Category("Lab")]
[Category("Surroundings")]
internal sealed class RealMasakariTests(string path) : MasakariMaintenanceContract
{
    private Uri _endpoint = null!;

    protected override string HostName => "unit-1";

    [OneTimeSetUp]
    public async Task RegisterHostsAsync()
    {
        await Lab.UpAsync();
        await Lab.RunAsync("api", "host", "add", HostName, MaintenanceHost);
        await Lab.RunAsync("api", "host", "maintenance", MaintenanceHost, "on");
        _endpoint = new Uri(new Uri((await Lab.EnvironmentAsync())["LAB_API_URL"]), path);
    }

    protected override Task<OpenStackSession> OpenAsync() =>
        Task.FromResult(
            new OpenStackSession(
                new ApiSettings { Credentials = new FixedCredentials(_endpoint), Http = new HttpSettings() },
                TimeProvider.System,
                new LogRecorder()
            )
        );
}
