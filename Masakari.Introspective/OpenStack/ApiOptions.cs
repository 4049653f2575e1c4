using Masakari.Introspective.Configuration;

namespace Masakari.Introspective.OpenStack;

/// <summary>
/// The options of <c>[api]</c>: endpoint choice, keystoneauth's session and its credentials. Made per group, because
/// <c>auth_section</c> moves the credentials to another group.
/// </summary>
/// <remarks>keystoneauth 5: loading options of password, token, v3applicationcredential, none, http_basic, admin_token.</remarks>
internal sealed class ApiOptions(string group = ApiOptions.DefaultGroup)
{
    public const string DefaultGroup = "api";

    private const string Url = "an http or https URL, for instance http://controller:5000";

    private static readonly string[] AuthTypes =
    [
        "password",
        "v3password",
        "token",
        "v3token",
        "v3applicationcredential",
        "none",
        "http_basic",
        "admin_token",
    ];

    public string Group { get; } = group;

    public ConfigOption<string> Region { get; } =
        Opt.Str(group, "region", "RegionOne", "Region of the endpoints taken from the service catalog; empty: any.");

    public ConfigOption<string> Interface { get; } =
        new()
        {
            Group = group,
            Name = "api_interface",
            Default = "public",
            Help = "Interface of the endpoints taken from the service catalog.",
            Allowed = "public, internal, admin; with URL at the end as in older files",
            Parse = ParseInterface,
        };

    public ConfigOption<string?> ApiVersion { get; } =
        Opt.Ignored(group, "api_version", "The version is found at the endpoint; upstream never reads this either.");

    public ConfigOption<string> AuthType { get; } =
        Opt.Str(
            group,
            "auth_type",
            "password",
            "How to authenticate: password, v3password, token, v3token, v3applicationcredential, none, http_basic or "
                + "admin_token.",
            deprecated: ["auth_plugin"],
            allowed: string.Join(", ", AuthTypes),
            isAllowed: text => text.Length == 0 || AuthTypes.Contains(text, StringComparer.Ordinal)
        );

    public ConfigOption<string?> AuthSection { get; } =
        Opt.OptionalStr(
            group,
            "auth_section",
            "Group to take the authentication options from instead of this one; TLS and timeout stay here."
        );

    public ConfigOption<string?> AuthUrl { get; } =
        Opt.OptionalStr(group, "auth_url", "URL of Keystone, with or without /v3.", allowed: Url, isAllowed: IsUrl);

    public ConfigOption<string?> Username { get; } =
        Opt.OptionalStr(group, "username", "User name.", deprecated: ["user_name"]);

    public ConfigOption<string?> UserId { get; } = Opt.OptionalStr(group, "user_id", "User id, instead of its name.");

    public ConfigOption<string?> Password { get; } =
        Opt.OptionalStr(group, "password", "Password of the user.", secret: true);

    public ConfigOption<string?> UserDomainId { get; } =
        Opt.OptionalStr(group, "user_domain_id", "Id of the user's domain.");

    public ConfigOption<string?> UserDomainName { get; } =
        Opt.OptionalStr(group, "user_domain_name", "Name of the user's domain.");

    public ConfigOption<string?> ProjectId { get; } =
        Opt.OptionalStr(group, "project_id", "Id of the project to act in.", deprecated: ["tenant_id"]);

    public ConfigOption<string?> ProjectName { get; } =
        Opt.OptionalStr(group, "project_name", "Name of the project to act in.", deprecated: ["tenant_name"]);

    public ConfigOption<string?> ProjectDomainId { get; } =
        Opt.OptionalStr(group, "project_domain_id", "Id of the project's domain.");

    public ConfigOption<string?> ProjectDomainName { get; } =
        Opt.OptionalStr(group, "project_domain_name", "Name of the project's domain.");

    public ConfigOption<string?> DomainId { get; } =
        Opt.OptionalStr(group, "domain_id", "Id of the domain to act in, instead of a project.");

    public ConfigOption<string?> DomainName { get; } =
        Opt.OptionalStr(group, "domain_name", "Name of the domain to act in, instead of a project.");

    public ConfigOption<string?> SystemScope { get; } =
        Opt.OptionalStr(group, "system_scope", "Scope of system operations: all, or unset.");

    public ConfigOption<string?> TrustId { get; } =
        Opt.OptionalStr(group, "trust_id", "Id of the trust that the token is scoped to.");

    public ConfigOption<string?> DefaultDomainId { get; } =
        Opt.OptionalStr(group, "default_domain_id", "Domain id of user and project where theirs is not set.");

    public ConfigOption<string?> DefaultDomainName { get; } =
        Opt.OptionalStr(group, "default_domain_name", "Domain name of user and project where theirs is not set.");

    public ConfigOption<string?> Token { get; } =
        Opt.OptionalStr(group, "token", "A token made elsewhere (token, v3token, admin_token).", secret: true);

    public ConfigOption<string?> ApplicationCredentialId { get; } =
        Opt.OptionalStr(group, "application_credential_id", "Id of the application credential.");

    public ConfigOption<string?> ApplicationCredentialName { get; } =
        Opt.OptionalStr(
            group,
            "application_credential_name",
            "Name of the application credential; needs the user it belongs to."
        );

    public ConfigOption<string?> ApplicationCredentialSecret { get; } =
        Opt.OptionalStr(group, "application_credential_secret", "Secret of the application credential.", secret: true);

    public ConfigOption<string?> Endpoint { get; } =
        Opt.OptionalStr(
            group,
            "endpoint",
            "URL of masakari-api, used where there is no catalog (none, http_basic, admin_token).",
            deprecated: ["url"],
            allowed: Url,
            isAllowed: IsUrl
        );

    public ConfigOption<string?> CaFile { get; } =
        Opt.OptionalStr(group, "cafile", "PEM file of the certificate authorities to trust instead of the system's.");

    public ConfigOption<string?> CertFile { get; } =
        Opt.OptionalStr(group, "certfile", "PEM file of the client certificate.");

    public ConfigOption<string?> KeyFile { get; } =
        Opt.OptionalStr(group, "keyfile", "PEM file of the client certificate's key; unset: it is in certfile.");

    public ConfigOption<bool> Insecure { get; } =
        Opt.Bool(group, "insecure", false, "Whether to accept any server certificate.");

    public ConfigOption<double?> RequestTimeout { get; } =
        Opt.OptionalFloat(
            group,
            "timeout",
            "Time for one request from connect to the last byte; unset: 30 s. masakari-api may wait 5 s before it answers.",
            min: 1,
            max: 3600,
            unit: "s"
        );

    /// <summary>In seconds.</summary>
    public const double DefaultTimeout = 30;

    public ConfigOption<string?> CollectTiming { get; } =
        Opt.Ignored(group, "collect_timing", "It tunes Python's keystoneauth, which this program does not use.");

    public ConfigOption<string?> SplitLoggers { get; } =
        Opt.Ignored(group, "split_loggers", "It tunes Python's keystoneauth, which this program does not use.");

    public static IReadOnlyList<ConfigOption> All(string group = DefaultGroup)
    {
        var o = new ApiOptions(group);
        return
        [
            o.Region,
            o.Interface,
            o.ApiVersion,
            o.AuthType,
            o.AuthSection,
            o.AuthUrl,
            o.Username,
            o.UserId,
            o.Password,
            o.UserDomainId,
            o.UserDomainName,
            o.ProjectId,
            o.ProjectName,
            o.ProjectDomainId,
            o.ProjectDomainName,
            o.DomainId,
            o.DomainName,
            o.SystemScope,
            o.TrustId,
            o.DefaultDomainId,
            o.DefaultDomainName,
            o.Token,
            o.ApplicationCredentialId,
            o.ApplicationCredentialName,
            o.ApplicationCredentialSecret,
            o.Endpoint,
            o.CaFile,
            o.CertFile,
            o.KeyFile,
            o.Insecure,
            o.RequestTimeout,
            o.CollectTiming,
            o.SplitLoggers,
        ];
    }

    private static bool IsUrl(string text) =>
        text.Length == 0 || (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https");

    /// <summary>Files from before the choices were enforced carry internalURL and the like.</summary>
    private static string ParseInterface(string text)
    {
        var name = text.EndsWith("URL", StringComparison.OrdinalIgnoreCase) ? text[..^3] : text;
        return name.ToLowerInvariant() switch
        {
            "" or "public" => "public",
            "internal" => "internal",
            "admin" => "admin",
            _ => throw new FormatException("not one of the choices"),
        };
    }
}
