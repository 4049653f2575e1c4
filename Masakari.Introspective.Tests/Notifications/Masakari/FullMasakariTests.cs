using Masakari.Introspective.OpenStack;
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
    protected override string HostName =>
        Environment.GetEnvironmentVariable("MASAKARI_LAB_HOST") ?? Environment.MachineName;

    protected override Task<OpenStackSession> OpenAsync() =>
        Task.FromResult(
            new OpenStackSession(
                ApiSettings.Read(
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
                ),
                TimeProvider.System,
                new LogRecorder()
            )
        );
}
