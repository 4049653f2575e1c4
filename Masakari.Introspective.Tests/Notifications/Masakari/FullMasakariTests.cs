using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.OpenStack.Identity;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Masakari;

/// <summary>
/// The contract against real Keystone and masakari-api: MASAKARI_LAB_AUTH_URL, MASAKARI_LAB_PASSWORD (user masakari,
/// project service), MASAKARI_LAB_HOST.
/// </summary>
[Category("Full")]
internal sealed class FullMasakariTests : MasakariContract
{
    private ApiSettings _settings = null!;

    protected override string HostName =>
        Environment.GetEnvironmentVariable("MASAKARI_LAB_HOST") ?? Environment.MachineName;

    protected override Task<OpenStackSession> OpenAsync()
    {
        _settings = ApiSettings.Read(
            new TestConfig(
                (
                    "api/auth_url",
                    Environment.GetEnvironmentVariable("MASAKARI_LAB_AUTH_URL") ?? "http://127.0.0.1:5000"
                ),
                ("api/username", "masakari"),
                ("api/password", Environment.GetEnvironmentVariable("MASAKARI_LAB_PASSWORD") ?? "labpass"),
                ("api/project_name", "service"),
                ("api/user_domain_name", "Default"),
                ("api/project_domain_name", "Default")
            )
        );
        return Task.FromResult(new OpenStackSession(_settings, TimeProvider.System, new LogRecorder()));
    }

    protected override async Task SetMaintenanceAsync(string host, bool value)
    {
        using var log = new LogRecorder();
        using var transport = new ApiTransport(_settings.Http, TimeProvider.System, log.For<ApiTransport>());
        var identity = new KeystoneIdentity(
            (KeystoneCredentials)_settings.Credentials,
            transport,
            TimeProvider.System,
            log.For<KeystoneIdentity>()
        );
        var context = await identity.GetAsync(rejected: null, CancellationToken.None);
        var endpoint = context.Catalog!.Find(["instance-ha", "ha"], "public", "RegionOne");
        await MasakariMaintenance.SetAsync(
            new Uri(endpoint.AbsoluteUri.TrimEnd('/') + "/"),
            context.Headers[0].Value,
            host,
            value
        );
    }
}
