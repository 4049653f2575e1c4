using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.OpenStack.Identity;

/// <summary>Credentials that Keystone turns into a token and a catalog.</summary>
/// <param name="AuthUrl">As configured, with or without a version path.</param>
/// <param name="Method">Keystone's name of the method: password, token or application_credential.</param>
/// <param name="Identity">The method's own part of the request; holds the secret.</param>
/// <param name="Scope">What the token is for; null where the method itself says so.</param>
internal sealed record KeystoneCredentials(Uri AuthUrl, string Method, JObject Identity, JObject? Scope) : Credentials
{
    /// <summary>The body of <c>POST /v3/auth/tokens</c>.</summary>
    public JObject ToRequest()
    {
        var auth = new JObject
        {
            ["identity"] = new JObject { ["methods"] = new JArray(Method), [Method] = Identity.DeepClone() },
        };
        if (Scope is not null)
        {
            auth["scope"] = Scope.DeepClone();
        }

        return new JObject { ["auth"] = auth };
    }

    public override string ToString() => $"{Method} at {AuthUrl}";
}
