using System.Text.Json;

namespace Masakari.Introspective.Tests.Support;

/// <summary>One run of <c>masakari-introspective check</c> as a process, and what it found.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Report">Its JSON document.</param>
internal sealed record CheckRun(int ExitCode, JsonElement Report)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The only finding with the code; fails with the whole report where there is not exactly one.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="about">Part of its object: other tests may leave guests behind.</param>
    public JsonElement Only(string code, string about = "")
    {
        var found = Findings
            .Where(finding => Text(finding, "code") == code)
            .Where(finding => Text(finding, "object").Contains(about, StringComparison.Ordinal))
            .ToList();
        return found.Count == 1
            ? found[0]
            : throw new InvalidOperationException($"{found.Count} findings {code} in {Report}");
    }

    public bool Has(string code) => Findings.Any(finding => Text(finding, "code") == code);

    private IEnumerable<JsonElement> Findings => Report.GetProperty("findings").EnumerateArray();

    public static string Text(JsonElement finding, string name) => finding.GetProperty(name).GetString() ?? "";

    /// <param name="configuration">The configuration file's text.</param>
    /// <param name="before">Program and arguments that start the check, for instance <c>setpriv ...</c>.</param>
    /// <param name="mode">Mode of the configuration file.</param>
    public static async Task<CheckRun> StartAsync(
        string configuration,
        IReadOnlyList<string>? before = null,
        UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead
    )
    {
        var folder = Directory.CreateTempSubdirectory("masakari-check-");
        try
        {
            // Other users read it too.
            File.SetUnixFileMode(
                folder.FullName,
                folder.UnixFileMode | UnixFileMode.OtherRead | UnixFileMode.OtherExecute
            );
            var file = Path.Combine(folder.FullName, "masakarimonitors.conf");
            await File.WriteAllTextAsync(file, configuration);
            File.SetUnixFileMode(file, mode);
            string[] line = [.. before ?? [], MonitorProcess.Program, "check", "-o", "json", "--config-file", file];
            return await RunAsync(line);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<CheckRun> RunAsync(string[] line)
    {
        var run = await ProgramRun.OfAsync(line[0], Limit, line[1..]);
        try
        {
            return new CheckRun(run.ExitCode, JsonDocument.Parse(run.Output).RootElement);
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"no report, but: {run.Output} {run.Errors}", e);
        }
    }
}
