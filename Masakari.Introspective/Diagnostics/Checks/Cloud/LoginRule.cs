using System.Net;
using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Judges a login that failed. Pure.</summary>
internal static class LoginRule
{
    private const CheckGroup Group = CheckGroup.Keystone;

    /// <param name="url">Option <c>auth_url</c>.</param>
    /// <param name="failure">What the attempt ended with.</param>
    /// <param name="group">The configuration group that holds the credentials.</param>
    public static Finding Judge(string url, OpenStackException failure, string group)
    {
        var (code, cure) = failure switch
        {
            { Status: HttpStatusCode.Unauthorized } => Refusal(failure.Message, group),
            { Cause: NoAnswer.Silence } => (
                FindingCodes.KeystoneSilent,
                $"See with curl -v {url} from this host where the packets end (firewall, route, load balancer), or correct "
                    + $"[{group}] auth_url."
            ),
            { Cause: NoAnswer.Tls } => (
                FindingCodes.KeystoneTls,
                "Set [api] cafile to the PEM file of the authority that signed the server's certificate, and use the host "
                    + $"name in the certificate in [{group}] auth_url."
            ),
            { Cause: NoAnswer.Unreachable } => (
                FindingCodes.KeystoneUnreachable,
                $"Start Keystone or correct host and port in [{group}] auth_url."
            ),
            _ => (
                FindingCodes.KeystoneFailed,
                $"Correct [{group}] auth_url (it ends with the port or with /v3), and look into Keystone's log."
            ),
        };
        return Finding.Error(Group, code, url, failure.Message, cure);
    }

    /// <summary>Keystone's own texts; it tells them to nobody who does not know the password, except the first two.</summary>
    private static (string Code, string Cure) Refusal(string message, string group) =>
        message.Contains("password is expired", StringComparison.OrdinalIgnoreCase)
            ? (
                FindingCodes.KeystonePasswordExpired,
                "Set a new password for the user (openstack user set --password-prompt USER) and write it into "
                    + $"[{group}] password."
            )
        : message.Contains("account is locked", StringComparison.OrdinalIgnoreCase)
            ? (
                FindingCodes.KeystoneAccountLocked,
                $"Correct [{group}] password, then wait for Keystone's lockout_duration or have an administrator enable the "
                    + "user again."
            )
        : (
            FindingCodes.KeystoneRefused,
            $"Correct username, password and the two domain names in [{group}]; see that the user is enabled "
                + "(openstack user show USER) and has a role in the project (openstack role assignment list --user USER --names)."
        );
}
