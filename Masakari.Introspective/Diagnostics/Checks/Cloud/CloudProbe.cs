using Masakari.Introspective.OpenStack;
using Masakari.Introspective.OpenStack.Http;
using Masakari.Introspective.OpenStack.Identity;

namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Walks from Keystone over the catalog to masakari-api; each step needs the one before. Nova goes its own way.</summary>
internal sealed class CloudProbe(
    ApiSettings settings,
    string group,
    string host,
    OpenStackSession session,
    TimeProvider time
)
{
    private readonly List<Finding> _findings = [];

    /// <summary>The login, as soon as it is there; null where there is none to be had.</summary>
    private readonly TaskCompletionSource<AuthContext?> _login = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>The login, as soon as it is there; null where there is none to be had.</summary>
    public Task<AuthContext?> Login => _login.Task;

    public async Task<IReadOnlyList<Finding>> RunAsync()
    {
        AuthContext? context = null;
        try
        {
            context = await LogInAsync();
        }
        finally
        {
            _login.TrySetResult(context);
        }

        if (context is null)
        {
            Skip(CheckGroup.Catalog, "endpoints", "a login to Keystone");
            SkipApi("a login to Keystone");
        }
        else if (FindEndpoint(context) is { } endpoint)
        {
            await AskMasakariAsync(endpoint);
        }
        else
        {
            SkipApi("an endpoint of masakari in the catalog");
        }

        if (!_findings.Exists(finding => finding.Group is CheckGroup.Clock))
        {
            Skip(CheckGroup.Clock, "clock", "an answer of Keystone or masakari-api");
        }

        return _findings;
    }

    private async Task<AuthContext?> LogInAsync()
    {
        if (settings.Credentials is not KeystoneCredentials keystone)
        {
            _findings.Add(
                Finding.Note(
                    CheckGroup.Keystone,
                    FindingCodes.KeystoneNotUsed,
                    $"[{group}] auth_type",
                    $"no login to Keystone: {settings.Credentials}"
                )
            );
            return await session.LoginAsync(CancellationToken.None);
        }

        var url = keystone.AuthUrl.AbsoluteUri;
        try
        {
            // The clock first: a login that fails may fail because of it.
            await ReachAsync("Keystone", keystone.AuthUrl);
            using var deadline = new CancellationTokenSource(Deadlines.Step, time);
            var context = await session.LoginAsync(deadline.Token);
            _findings.Add(Finding.Ok(CheckGroup.Keystone, FindingCodes.KeystoneLogin, url, "it lets the user in"));
            return context;
        }
        catch (OpenStackException failure)
        {
            _findings.Add(LoginRule.Judge(url, failure, group));
        }
        catch (OperationCanceledException)
        {
            _findings.Add(LoginRule.Judge(url, Silence(), group));
        }

        return null;
    }

    /// <returns>masakari's endpoint; null where there is none.</returns>
    private Uri? FindEndpoint(AuthContext context)
    {
        if (context.Catalog is not { } catalog)
        {
            _findings.Add(
                Finding.Ok(
                    CheckGroup.Catalog,
                    FindingCodes.Catalog,
                    $"[{group}] endpoint",
                    $"{context.FixedEndpoint}, as configured: there is no catalog without Keystone"
                )
            );
            return context.FixedEndpoint;
        }

        _findings.AddRange(CatalogRule.Judge(catalog.Endpoints, settings.Interface, settings.Region));
        try
        {
            return catalog.Find(CatalogRule.Masakari, settings.Interface, settings.Region);
        }
        catch (OpenStackException)
        {
            return null;
        }
    }

    private async Task AskMasakariAsync(Uri endpoint)
    {
        var url = endpoint.AbsoluteUri;
        try
        {
            var versions = await ReachAsync("masakari-api", ApiVersions.RootOf(endpoint));
            using var deadline = new CancellationTokenSource(Deadlines.Step, time);
            var register = await Register.ReadAsync(session, deadline.Token);
            _findings.Add(ApiRule.Judge(url, ApiVersions.Read(versions), register));
            _findings.AddRange(RegistrationRule.Judge(host, register));
        }
        catch (OpenStackException failure)
        {
            Failed(url, failure);
        }
        catch (OperationCanceledException)
        {
            Failed(url, Silence());
        }
    }

    private void Failed(string url, OpenStackException failure)
    {
        _findings.Add(ApiRule.Judge(url, failure));
        Skip(CheckGroup.Registration, host, "masakari-api");
    }

    private void SkipApi(string needs)
    {
        Skip(CheckGroup.MasakariApi, "masakari-api", needs);
        Skip(CheckGroup.Registration, host, "masakari-api");
    }

    private void Skip(CheckGroup skipped, string about, string needs) =>
        _findings.Add(Finding.Skipped(skipped, about, needs));

    private async Task<ApiResponse> ReachAsync(string server, Uri url)
    {
        var asked = time.GetUtcNow();
        var answer = await session.ReachAsync(url, CancellationToken.None);
        _findings.Add(ClockRule.Judge(new ClockReply(server, asked, time.GetUtcNow(), answer.Date)));
        return answer;
    }

    private static OpenStackException Silence() =>
        new($"not done within {Deadlines.Step.TotalSeconds:0} s") { Cause = NoAnswer.Silence };
}
