using Masakari.Introspective.Configuration;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.OpenStack.Identity;

namespace Masakari.Introspective.OpenStack;

/// <summary>What <c>[api]</c> comes to: checked, with every mistake told before the first request.</summary>
internal sealed record ApiSettings
{
    public required Credentials Credentials { get; init; }

    /// <summary>Region of catalog endpoints; null takes any.</summary>
    public string? Region { get; init; }

    /// <summary><c>public</c>, <c>internal</c> or <c>admin</c>.</summary>
    public string Interface { get; init; } = "public";

    public HttpSettings Http { get; init; } = new();

    /// <exception cref="ConfigException">An option is missing, malformed or does not fit; names it.</exception>
    public static ApiSettings Read(IConfigValues values)
    {
        var api = new ApiOptions();
        var section = Text(values, api.AuthSection);
        var auth = section is null ? api : new ApiOptions(OptionKey.NormalizeGroup(section));
        return new ApiSettings
        {
            Region = values.Get(api.Region) is { Length: > 0 } region ? region : null,
            Interface = values.Get(api.Interface),
            Credentials = new CredentialsReader(values, auth).Read(),
            Http = new HttpSettings
            {
                // As keystoneauth does it: auth_section moves the credentials, and the session's options stay.
                Group = api.Group,
                Timeout = TimeSpan.FromSeconds(values.Get(api.RequestTimeout) ?? ApiOptions.DefaultTimeout),
                CaFile = Text(values, api.CaFile),
                CertFile = Text(values, api.CertFile),
                KeyFile = Text(values, api.KeyFile),
                Insecure = values.Get(api.Insecure),
            },
        };
    }

    /// <summary>The option's value; null where it is unset or empty.</summary>
    internal static string? Text(IConfigValues values, ConfigOption<string?> option) =>
        values.Get(option) is { Length: > 0 } text ? text : null;
}
