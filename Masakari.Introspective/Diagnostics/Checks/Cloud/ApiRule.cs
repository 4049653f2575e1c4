using System.Net;
using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Judges masakari-api's answers. Pure.</summary>
internal static class ApiRule
{
    private const CheckGroup Group = CheckGroup.MasakariApi;

    /// <param name="url">masakari's endpoint.</param>
    /// <param name="versions">What its version document says; null where it has none.</param>
    /// <param name="register">What it answered.</param>
    public static Finding Judge(string url, string? versions, Register register) =>
        Finding.Ok(
            Group,
            FindingCodes.Api,
            url,
            $"answers ({versions ?? "microversions not told"}): {register.Segments.Count} segments, {register.Hosts.Count} hosts"
        );

    public static Finding Judge(string url, OpenStackException failure)
    {
        var (code, cure) = failure switch
        {
            { Cause: NoAnswer.Silence } => (
                FindingCodes.ApiSilent,
                $"See with curl -v {url} from this host where the packets end (firewall, route, load balancer)."
            ),
            { Cause: NoAnswer.Tls } => (
                FindingCodes.ApiTls,
                "Set [api] cafile to the PEM file of the authority that signed the server's certificate, and use the host name "
                    + "in the certificate in the endpoint."
            ),
            { Cause: NoAnswer.Unreachable } => (
                FindingCodes.ApiUnreachable,
                "Start masakari-api, or correct its endpoint (openstack endpoint set --url; [api] endpoint without Keystone)."
            ),
            { Status: HttpStatusCode.Forbidden } => (
                FindingCodes.ApiForbidden,
                "Give the user the role that masakari's policy asks for: openstack role add --project PROJECT --user USER admin."
            ),
            { Status: HttpStatusCode.Unauthorized } => (
                FindingCodes.ApiRefused,
                "See that [keystone_authtoken] of masakari-api names the same Keystone as [api] auth_url, and that both clocks agree."
            ),
            _ => (
                FindingCodes.ApiFailed,
                "Look into masakari-api's log, and see that the endpoint is masakari's (openstack catalog show instance-ha)."
            ),
        };
        return Finding.Error(Group, code, url, failure.Message, cure);
    }
}
