namespace Masakari.Introspective.Tests.Support;

/// <summary>The lab of <c>samples/lab</c>, driven through its command; every failure fails the test with the lab's own words.</summary>
internal static class Lab
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs <c>samples/lab/lab</c> with <paramref name="arguments"/> and returns its trimmed standard output.</summary>
    public static Task<string> RunAsync(params string[] arguments) => ExecuteAsync(Script(), arguments);

    /// <summary>Runs a command of another lab on this machine, whose state is in <paramref name="home"/>.</summary>
    public static Task<string> RunOtherAsync(string home, params string[] arguments) =>
        ExecuteAsync("/usr/bin/env", [$"MASAKARI_LAB={home}", "LAB_LIBVIRT_HOST=lab-two", Script(), .. arguments]);

    /// <summary>Starts what is missing of the lab's light form: a private libvirtd, the guest, masakari-api.</summary>
    public static Task UpAsync() => RunAsync("up", "light");

    /// <summary>URI of the lab's libvirtd.</summary>
    public static async Task<string> LibvirtUriAsync() => (await EnvironmentAsync())["LAB_LIBVIRT_URI"];

    /// <summary>What <c>lab env</c> exports: sockets, URIs, ports.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> EnvironmentAsync()
    {
        // The shell's quoting of these values is a backslash before a special character, or quotes; none has a blank.
        var words = (await RunAsync("env")).Replace("\\", "", StringComparison.Ordinal).Split(' ', '\n');
        return words
            .Select(x => x.Split('=', 2))
            .Where(x => x.Length == 2)
            .ToDictionary(x => x[0], x => x[1].Trim('\''), StringComparer.Ordinal);
    }

    /// <summary>Runs any program to its end and returns its trimmed standard output.</summary>
    public static Task<string> ExecuteAsync(string program, params string[] arguments) =>
        ExecuteAsync(program, Limit, arguments);

    /// <summary>The same with a limit of its own, after which the program and all that it started are killed.</summary>
    public static async Task<string> ExecuteAsync(string program, TimeSpan within, params string[] arguments)
    {
        var run = await ProgramRun.OfAsync(program, within, arguments);
        return run.ExitCode == 0
            ? run.Output.Trim()
            : throw new InvalidOperationException(
                $"'{program} {string.Join(' ', arguments)}' ended with {run.ExitCode}: {run.Errors} {run.Output}"
            );
    }

    /// <summary>Path of <c>samples/lab/lab</c>.</summary>
    /// <exception cref="FileNotFoundException">The tests do not run inside a checkout.</exception>
    public static string Script()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var script = Path.Combine(at.FullName, "samples", "lab", "lab");
            if (File.Exists(script))
            {
                return script;
            }
        }

        throw new FileNotFoundException("samples/lab/lab is in no directory above the tests.");
    }
}
