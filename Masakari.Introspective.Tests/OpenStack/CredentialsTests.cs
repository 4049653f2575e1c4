using FluentAssertions;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Identity;
using Masakari.Introspective.Tests.Support;
using Newtonsoft.Json;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.OpenStack;

internal sealed class CredentialsTests
{
    private static readonly (string, string)[] s_password =
    [
        ("api/auth_url", "http://127.0.0.1:5000"),
        ("api/username", "masakari"),
        ("api/password", "labpass"),
        ("api/project_name", "service"),
        ("api/user_domain_name", "Default"),
        ("api/project_domain_name", "Default"),
    ];

    [Test]
    public void Password_AsRecorded() =>
        Body(s_password)
            .Should()
            .Be(
                """{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"masakari","domain":{"name":"Default"},"password":"labpass"}}},"scope":{"project":{"name":"service","domain":{"name":"Default"}}}}}"""
            );

    [Test]
    public void Password_OldNames_AreRead() =>
        Body(
                ("api/auth_plugin", "password"),
                ("api/auth_url", "http://k:5000/v3"),
                ("api/user_name", "masakari"),
                ("api/password", "p"),
                ("api/tenant_name", "service"),
                ("api/default_domain_id", "default")
            )
            .Should()
            .Be(
                """{"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"masakari","domain":{"id":"default"},"password":"p"}}},"scope":{"project":{"name":"service","domain":{"id":"default"}}}}}"""
            );

    [TestCase("project_id", "abc", """{"project":{"id":"abc"}}""")]
    [TestCase("domain_name", "Default", """{"domain":{"name":"Default"}}""")]
    [TestCase("domain_id", "default", """{"domain":{"id":"default"}}""")]
    [TestCase("system_scope", "all", """{"system":{"all":true}}""")]
    [TestCase("trust_id", "t1", """{"OS-TRUST:trust":{"id":"t1"}}""")]
    public void Scope_EachKind(string option, string value, string scope) =>
        Body(
                ("api/auth_type", "v3token"),
                ("api/auth_url", "http://k:5000/v3"),
                ("api/token", "secret"),
                ("api/" + option, value)
            )
            .Should()
            .Be(
                """{"auth":{"identity":{"methods":["token"],"token":{"id":"secret"}},"scope":SCOPE}}""".Replace(
                    "SCOPE",
                    scope,
                    StringComparison.Ordinal
                )
            );

    [Test]
    public void ApplicationCredential_ById_HasNoScope() =>
        Body(
                ("api/auth_type", "v3applicationcredential"),
                ("api/auth_url", "http://k:5000/v3"),
                ("api/application_credential_id", "id"),
                ("api/application_credential_secret", "s")
            )
            .Should()
            .Be(
                """{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"id","secret":"s"}}}}"""
            );

    [Test]
    public void ApplicationCredential_ByName_NamesTheUser() =>
        Body(
                ("api/auth_type", "v3applicationcredential"),
                ("api/auth_url", "http://k:5000/v3"),
                ("api/application_credential_name", "monitor"),
                ("api/application_credential_secret", "s"),
                ("api/user_id", "u")
            )
            .Should()
            .Be(
                """{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"name":"monitor","secret":"s","user":{"id":"u"}}}}}"""
            );

    [TestCase("none", null, null)]
    [TestCase("http_basic", "Authorization", "Basic bWU6cHc=")]
    [TestCase("admin_token", "X-Auth-Token", "secret")]
    public void Fixed_EachKind(string type, string? header, string? value) =>
        Read(
            ("api/auth_type", type),
            ("api/url", "http://m:15868"),
            ("api/username", "me"),
            ("api/password", "pw"),
            ("api/token", "secret")
        )
            .Credentials.Should()
            .Be(new FixedCredentials(new Uri("http://m:15868"), header, value));

    [Test]
    public void AuthSection_MovesTheCredentialsAlone()
    {
        var settings = Read(
            ("api/auth_section", "keystone"),
            ("api/region", "Two"),
            ("keystone/auth_type", "none"),
            ("keystone/endpoint", "http://m:15868"),
            ("keystone/timeout", "7"),
            ("api/cafile", "/etc/ca.pem"),
            ("api/timeout", "")
        );

        settings.Credentials.Should().BeOfType<FixedCredentials>();
        settings.Http.CaFile.Should().Be("/etc/ca.pem", "keystoneauth's session options stay in [api]");
        settings.Http.Timeout.Should().Be(TimeSpan.FromSeconds(30));
        settings.Region.Should().Be("Two");
    }

    [TestCase("auth_url", "[api] auth_type = password needs auth_url: set it, in a file that this user may read.")]
    [TestCase(
        "username",
        "[api] auth_type = password needs username (or user_id): set it, in a file that this user may read."
    )]
    [TestCase("password", "[api] auth_type = password needs password: set it, in a file that this user may read.")]
    [TestCase(
        "user_domain_name",
        "[api] auth_type = password needs user_domain_name (or user_domain_id): set it, in a file that this user may read."
    )]
    [TestCase(
        "project_domain_name",
        "[api] auth_type = password needs project_domain_name (or project_domain_id): set it, in a file that this user may read."
    )]
    public void Password_OptionMissing_IsOneErrorThatNamesIt(string missing, string error)
    {
        var act = () =>
            Read([.. s_password.Where(p => !string.Equals(p.Item1, "api/" + missing, StringComparison.Ordinal))]);

        act.Should().Throw<ConfigException>().WithMessage(error);
    }

    [TestCase("auth_type", "v3kerberos")]
    [TestCase("auth_url", "keystone:5000")]
    [TestCase("endpoint", "ftp://m")]
    [TestCase("api_interface", "private")]
    public void ValueThatNoneKnows_IsRefusedByTheOptionItself(string option, string value)
    {
        var act = () => ApiOptions.All().Single(o => o.Name == option).Convert([value]);

        act.Should().Throw<FormatException>();
    }

    [TestCase("internalURL", "internal")]
    [TestCase("admin", "admin")]
    public void Interface_BothForms(string value, string expected) =>
        Read([.. s_password, ("api/api_interface", value)]).Interface.Should().Be(expected);

    [Test]
    public void ToString_HoldsNoSecret()
    {
        Read(s_password).ToString().Should().NotContain("labpass");
        Read(("api/auth_type", "admin_token"), ("api/endpoint", "http://m"), ("api/token", "secret"))
            .ToString()
            .Should()
            .NotContain("secret");
    }

    [Test]
    public void All_SecretsAreMarked() =>
        ApiOptions
            .All()
            .Where(o => o.Secret)
            .Select(o => o.Name)
            .Should()
            .BeEquivalentTo("password", "token", "application_credential_secret");

    private static ApiSettings Read(params (string, string)[] values) => ApiSettings.Read(new TestConfig(values));

    private static string Body(params (string, string)[] values) =>
        ((KeystoneCredentials)Read(values).Credentials).ToRequest().ToString(Formatting.None);
}
