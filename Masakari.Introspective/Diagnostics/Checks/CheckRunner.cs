using Masakari.Introspective.Configuration;
using Masakari.Introspective.Diagnostics.Checks.Cloud;
using Masakari.Introspective.Diagnostics.Checks.Domains;
using Masakari.Introspective.Diagnostics.Checks.Rights;
using Masakari.Introspective.Diagnostics.Checks.Settings;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.OpenStack;
using Microsoft.Extensions.Logging.Abstractions;

namespace Masakari.Introspective.Diagnostics.Checks;

/// <summary>Looks at everything, side by side: a part that does not answer holds up only what needs it.</summary>
internal sealed class CheckRunner(CheckInput input, TimeProvider time)
{
    private const string Settings = "a configuration without mistakes";

    public async Task<CheckReport> RunAsync()
    {
        var libvirt = LibvirtAsync();
        var (session, tls) = Open();
        using (session)
        {
            var cloud = CloudAsync(session, libvirt);
            var rights = await Task.Run(Rights);
            var (inspection, ofLibvirt) = await libvirt;
            var (ofCloud, nova) = await cloud;
            var domains = inspection
                ?.Running.Select(found => WatchedDomain.Read(found, nova?.Servers.GetValueOrDefault(found.Domain.Uuid)))
                .ToList();
            var findings = new List<Finding>([
                .. ConfigurationRule.Judge(
                    input.Configuration with
                    {
                        Errors = [.. input.Configuration.Errors, .. tls],
                    },
                    input.User
                ),
                .. rights,
                ofLibvirt,
                .. Channels(domains),
                .. ofCloud,
            ]);
            if (nova is not null)
            {
                findings.AddRange(NovaRule.Judge(input.Inventory!, nova, domains));
            }

            // A stable sort: within a group the order of looking stays.
            return new CheckReport(
                input.Inventory?.HostName ?? "",
                input.User,
                [.. findings.OrderBy(finding => finding.Group)]
            );
        }
    }

    private (OpenStackSession? Session, IReadOnlyList<string> Mistakes) Open()
    {
        if (input.Api is not { } api)
        {
            return (null, []);
        }

        try
        {
            return (new OpenStackSession(api, time, NullLoggerFactory.Instance), []);
        }
        catch (ConfigException mistake)
        {
            return (null, mistake.Message.Split('\n'));
        }
    }

    private IEnumerable<Finding> Rights()
    {
        yield return UserRule.Judge(input.User, input.IsRoot);
        yield return input.LibvirtUri is { } uri
            ? SocketRule.Judge(uri, [.. LibvirtSocket.Candidates(uri).Select(PathReader.Read)], input.User)
            : Finding.Skipped(CheckGroup.Permissions, "libvirt's socket", Settings);
        yield return input is { StateRoot: { } root, StatePath: { } path }
            ? StateFolderRule.Judge(StateFolder.Look(root), StateFolder.Look(path), input.User)
            : Finding.Skipped(CheckGroup.Permissions, "state folder", Settings);
    }

    private async Task<(LibvirtInspection? Found, Finding Finding)> LibvirtAsync() =>
        input.LibvirtUri is { } uri
            ? await LibvirtProbe.LookAsync(uri, Deadlines.Libvirt, time)
            : (null, Finding.Skipped(CheckGroup.Libvirt, "libvirt", Settings));

    private IEnumerable<Finding> Channels(IReadOnlyList<WatchedDomain>? domains)
    {
        if (domains is null)
        {
            return [Finding.Skipped(CheckGroup.Channels, "channels of the running domains", "libvirt")];
        }

        return input is { Inventory: { } inventory, Heartbeat: { } heartbeat }
            ?
            [
                .. AgentChannelRule.Judge(inventory, domains),
                .. HeartbeatSocketRule.Judge(heartbeat, domains, input.User, PathReader.Read),
            ]
            : [Finding.Skipped(CheckGroup.Channels, "channels of the running domains", Settings)];
    }

    private async Task<(IReadOnlyList<Finding> Findings, NovaView? Nova)> CloudAsync(
        OpenStackSession? session,
        Task<(LibvirtInspection? Found, Finding Finding)> libvirt
    )
    {
        if (session is null || input is not { Api: { } api, Inventory: { } inventory })
        {
            return (
                [
                    .. new[]
                    {
                        (CheckGroup.Keystone, "login"),
                        (CheckGroup.Catalog, "endpoints"),
                        (CheckGroup.MasakariApi, "masakari-api"),
                        (CheckGroup.Clock, "clock"),
                        (CheckGroup.Registration, "this host"),
                        (CheckGroup.Nova, "instances"),
                    }.Select(part => Finding.Skipped(part.Item1, part.Item2, Settings)),
                ],
                null
            );
        }

        var cloud = new CloudProbe(api, input.ApiGroup, inventory.HostName, session, time);
        var masakari = cloud.RunAsync();
        NovaView? nova = null;
        var more = new List<Finding>();
        if (await cloud.Login is not { } login)
        {
            more.Add(Finding.Skipped(CheckGroup.Nova, "instances", "a login to Keystone"));
        }
        else if (login.Catalog is not { } catalog)
        {
            more.Add(
                Finding.Skipped(
                    CheckGroup.Nova,
                    "instances",
                    "a catalog, that is, an auth_type that logs in to Keystone"
                )
            );
        }
        else if (catalog.Endpoints.All(endpoint => endpoint.Type != CatalogRule.Nova))
        {
            more.Add(Finding.Skipped(CheckGroup.Nova, "instances", "an endpoint of Nova in the catalog"));
        }
        else
        {
            var (found, _) = await libvirt;
            nova = await new NovaProbe(inventory.HostName, session, time).LookAsync(
                found?.Running.Select(domain => domain.Domain).ToList() ?? []
            );
        }

        return ([.. await masakari, .. more], nova);
    }
}
