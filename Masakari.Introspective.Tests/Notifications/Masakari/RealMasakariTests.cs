using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.OpenStack.Identity;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Masakari;

/// <summary>
/// The contract against a real masakari-api in its light form (noauth2): MASAKARI_LAB_API is its URL, and host
/// <c>unit-1</c> is in a segment, <c>unit-maintenance</c> too, in maintenance.
/// </summary>
[TestFixture("")]
[TestFixture("/v1")]
[Category("Lab")]
internal sealed class RealMasakariTests(string path) : MasakariMaintenanceContract
{
    private static readonly Uri s_api = new(
        Environment.GetEnvironmentVariable("MASAKARI_LAB_API") ?? "http://127.0.0.1:15869/v1"
    );

    protected override string HostName => "unit-1";

    protected override Task<OpenStackSession> OpenAsync() =>
        Task.FromResult(
            new OpenStackSession(
                new ApiSettings { Credentials = new FixedCredentials(new Uri(s_api, path)), Http = new HttpSettings() },
                TimeProvider.System,
                new LogRecorder()
            )
        );
}
