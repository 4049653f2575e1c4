using System.Diagnostics;
using System.Text;
using Masakari.Introspective.Configuration;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Identity;

/// <summary>Reads credentials as keystoneauth does; a missing or impossible combination is one error naming the option.</summary>
internal sealed class CredentialsReader(IConfigValues values, ApiOptions options)
{
    private string Type => values.Get(options.AuthType) is { Length: > 0 } set ? set : "password";

    public Credentials Read()
    {
        var type = Type;
        return type switch
        {
            "password" => Keystone("password", Password(useDefaultDomain: true), ScopeOf(useDefaultDomain: true)),
            "v3password" => Keystone("password", Password(useDefaultDomain: false), ScopeOf(useDefaultDomain: false)),
            "token" => Keystone("token", Token(), ScopeOf(useDefaultDomain: true)),
            "v3token" => Keystone("token", Token(), ScopeOf(useDefaultDomain: false)),
            // The credential itself carries the project; Keystone refuses a scope beside it.
            "v3applicationcredential" => Keystone("application_credential", ApplicationCredential(), scope: null),
            "none" => new FixedCredentials(Url(options.Endpoint)),
            "http_basic" => new FixedCredentials(Url(options.Endpoint), "Authorization", Basic()),
            "admin_token" => new FixedCredentials(Url(options.Endpoint), "X-Auth-Token", Need(options.Token)),
            _ => throw new UnreachableException("the option allows no other"),
        };
    }

    private KeystoneCredentials Keystone(string method, JObject identity, JObject? scope) =>
        new(Url(options.AuthUrl), method, identity, scope);

    private JObject Password(bool useDefaultDomain)
    {
        var user = User(useDefaultDomain);
        user["password"] = Need(options.Password);
        return new JObject { ["user"] = user };
    }

    private JObject Token() => new() { ["id"] = Need(options.Token) };

    private JObject ApplicationCredential()
    {
        var secret = Need(options.ApplicationCredentialSecret);
        if (Text(options.ApplicationCredentialId) is { } id)
        {
            return new JObject { ["id"] = id, ["secret"] = secret };
        }

        var name =
            Text(options.ApplicationCredentialName)
            ?? throw Missing($"{options.ApplicationCredentialId.Name} (or {options.ApplicationCredentialName.Name})");
        return new JObject
        {
            ["name"] = name,
            ["secret"] = secret,
            ["user"] = User(useDefaultDomain: false),
        };
    }

    private JObject User(bool useDefaultDomain)
    {
        if (Text(options.UserId) is { } id)
        {
            return new JObject { ["id"] = id };
        }

        var name = Text(options.Username) ?? throw Missing($"{options.Username.Name} (or {options.UserId.Name})");
        var domain =
            Domain(options.UserDomainId, options.UserDomainName, useDefaultDomain)
            ?? throw Missing($"{options.UserDomainName.Name} (or {options.UserDomainId.Name})");
        return new JObject { ["name"] = name, ["domain"] = domain };
    }

    private JObject? ScopeOf(bool useDefaultDomain)
    {
        if (Text(options.TrustId) is { } trust)
        {
            return new JObject { ["OS-TRUST:trust"] = new JObject { ["id"] = trust } };
        }

        if (Text(options.ProjectId) is { } projectId)
        {
            return new JObject { ["project"] = new JObject { ["id"] = projectId } };
        }

        if (Text(options.ProjectName) is { } projectName)
        {
            var domain =
                Domain(options.ProjectDomainId, options.ProjectDomainName, useDefaultDomain)
                ?? throw Missing($"{options.ProjectDomainName.Name} (or {options.ProjectDomainId.Name})");
            return new JObject
            {
                ["project"] = new JObject { ["name"] = projectName, ["domain"] = domain },
            };
        }

        if (Domain(options.DomainId, options.DomainName, useDefaultDomain: false) is { } scopeDomain)
        {
            return new JObject { ["domain"] = scopeDomain };
        }

        return Text(options.SystemScope) switch
        {
            "all" => new JObject { ["system"] = new JObject { ["all"] = true } },
            // Keystone then takes the user's default project, where there is one.
            null => null,
            var other => throw new ConfigException(
                $"[{options.Group}] {options.SystemScope.Name} = {other}: must be all."
            ),
        };
    }

    private JObject? Domain(ConfigOption<string?> id, ConfigOption<string?> name, bool useDefaultDomain)
    {
        if (Text(id) is { } domainId)
        {
            return new JObject { ["id"] = domainId };
        }

        if (Text(name) is { } domainName)
        {
            return new JObject { ["name"] = domainName };
        }

        return useDefaultDomain
            ? Domain(options.DefaultDomainId, options.DefaultDomainName, useDefaultDomain: false)
            : null;
    }

    private string Basic() =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Need(options.Username)}:{Need(options.Password)}"));

    private Uri Url(ConfigOption<string?> option) => new(Need(option));

    private string? Text(ConfigOption<string?> option) => ApiSettings.Text(values, option);

    private string Need(ConfigOption<string?> option) => Text(option) ?? throw Missing(option.Name);

    private ConfigException Missing(string what) =>
        new(
            $"[{options.Group}] {options.AuthType.Name} = {Type} needs {what}: set it, in a file that this user may read."
        );
}
