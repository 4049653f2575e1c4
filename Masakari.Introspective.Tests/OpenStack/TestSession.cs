using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.Tests.Support;

namespace Masakari.Introspective.Tests.OpenStack;

/// <summary>Sessions with a <see cref="FakeCloud"/>, configured as an operator would.</summary>
internal static class TestSession
{
    public static OpenStackSession Create(
        FakeCloud cloud,
        TimeProvider? time = null,
        LogRecorder? log = null,
        params (string Key, string Value)[] changes
    ) => new(Settings(cloud, changes), time ?? TimeProvider.System, log ?? new LogRecorder());

    public static ApiSettings Settings(FakeCloud cloud, params (string Key, string Value)[] changes)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["api/auth_url"] = cloud.Url.AbsoluteUri,
            ["api/username"] = "masakari",
            ["api/password"] = cloud.Password,
            ["api/project_name"] = "service",
            ["api/user_domain_name"] = "Default",
            ["api/project_domain_name"] = "Default",
        };
        foreach (var (key, value) in changes)
        {
            values[key] = value;
        }

        return ApiSettings.Read(new TestConfig([.. values.Select(v => (v.Key, v.Value))]));
    }

    public static HttpSettings Http(TimeSpan timeout) => new() { Timeout = timeout };
}
