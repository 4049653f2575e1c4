using Masakari.Introspective.OpenStack;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Masakari;

/// <summary>The contract against real Keystone and masakari-api, as the service user of the lab's full form.</summary>
[Category("Full")]
internal sealed class FullMasakariTests : MasakariContract
{
    private IReadOnlyDictionary<string, string> _lab = null!;

    protected override string HostName => _lab["LAB_HOST"];

    [OneTimeSetUp]
    public async Task ReadLabAsync()
    {
        await Lab.RunAsync("up", "full");
        _lab = await Lab.EnvironmentAsync();
    }

    protected override Task<OpenStackSession> OpenAsync() =>
        Task.FromResult(
            new OpenStackSession(
                ApiSettings.Read(
                    new TestConfig(
                        ("api/auth_url", _lab["OS_AUTH_URL"]),
                        ("api/username", "masakari"),
                        ("api/password", _lab["OS_PASSWORD"]),
                        ("api/project_name", "service"),
                        ("api/user_domain_name", "Default"),
                        ("api/project_domain_name", "Default")
                    )
                ),
                TimeProvider.System,
                new LogRecorder()
            )
        );
}
