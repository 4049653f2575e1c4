// The build: ./build.sh TARGET. Targets are found in any case; `./build.sh` lists them.
#load packaging/package.cake
#load Masakari.Introspective.Tests/tests.cake
using System.Xml.Linq;

var target = Argument("target", "help");
var configuration = Argument("configuration", "Release");
var filter = Argument("filter", "");
var full = HasArgument("full");
var keepLab = HasArgument("keep-lab");

var solution = "Masakari.Introspective.slnx";
var product = "Masakari.Introspective/Masakari.Introspective.csproj";
var lab = "samples/lab/lab";
var demo = "samples/demo/demo";
var publishDir = "artifacts/publish";
var agent = "guest-agent/Agent/Masakari.Introspective.Agent.csproj";
var agentDir = "artifacts/guest-agent";

void Run(string tool, params string[] arguments)
{
    var code = TryRun(tool, arguments);
    if (code != 0)
    {
        throw new CakeException($"'{tool} {string.Join(' ', arguments)}' ended with exit code {code}.");
    }
}

int TryRun(string tool, params string[] arguments) => TryRunIn(null, tool, arguments);

int TryRunIn(Lane lane, string tool, params string[] arguments)
{
    var list = new ProcessArgumentBuilder();
    foreach (var argument in arguments)
    {
        list.AppendQuoted(argument);
    }
    var settings = new ProcessSettings { Arguments = list };
    if (lane is not null)
    {
        string Print(string line)
        {
            // null: there will be no more
            if (line is not null)
            {
                Console.WriteLine($"{lane.Name,-5} | {line}");
            }
            return line;
        }
        settings.EnvironmentVariables = lane.Environment;
        settings.RedirectStandardOutput = settings.RedirectStandardError = true;
        settings.RedirectedStandardOutputHandler = settings.RedirectedStandardErrorHandler = Print;
    }
    return StartProcess(tool, settings);
}

void Script(string path, params string[] arguments)
{
    if (!FileExists(path))
    {
        throw new CakeException($"{path} is missing from this checkout.");
    }
    Run("bash", arguments.Prepend(path).ToArray());
}

Task("Help")
    .Description("Lists the targets.")
    .Does(() =>
    {
        Console.WriteLine("usage: ./build.sh TARGET [--full] [--filter=EXPR] [--configuration=Release] [--keep-lab]");
        Console.WriteLine();
        foreach (var task in Tasks.Where(t => t.Description is not null).OrderBy(t => t.Name, StringComparer.Ordinal))
        {
            Console.WriteLine($"  {task.Name.ToLowerInvariant(),-13} {task.Description}");
        }
    });

Task("Clean")
    .Description("Deletes artifacts/ and every bin/ and obj/.")
    .Does(() =>
    {
        var folders = GetDirectories("Masakari.Introspective*/bin") + GetDirectories("Masakari.Introspective*/obj")
            + GetDirectories("guest-agent/*/bin") + GetDirectories("guest-agent/*/obj") + GetDirectories("artifacts");
        foreach (var folder in folders)
        {
            DeleteDirectory(folder, new DeleteDirectorySettings { Recursive = true, Force = true });
        }
    });

Task("Build")
    .Description("Compiles everything; warnings are errors.")
    .Does(() => Run("dotnet", "build", solution, "-c", configuration, "-v", "quiet", "--nologo"));

Task("Format")
    .Description("Formats the sources in place.")
    .Does(() => Run("dotnet", "csharpier", "format", "."));

Task("Format-Check")
    .Description("Fails when a file is not formatted.")
    .Does(() => Run("dotnet", "csharpier", "check", "."));

Task("Publish")
    .Description("Leaves a runnable tree in artifacts/publish/ (needs the ASP.NET Core 10 runtime on the target).")
    .Does(() =>
    {
        CleanDirectory(publishDir);
        Run("dotnet", "publish", product, "-c", configuration, "-o", publishDir, "-v", "quiet", "--nologo");
        // The two drop-in names: the program reads its role from the name that it was started under.
        foreach (var name in new[] { "masakari-instancemonitor", "masakari-introspectiveinstancemonitor" })
        {
            System.IO.File.CreateSymbolicLink(System.IO.Path.Combine(publishDir, name), "masakari-introspective");
        }
    });

Task("Publish-Agent")
    .Description("Leaves the guest agent, one native file, in artifacts/guest-agent/ (needs gcc; as root it installs it).")
    .Does(() =>
    {
        // The ahead-of-time compiler hands over to the C compiler for linking.
        if (TryRun("bash", "-c", "command -v gcc || command -v clang") != 0)
        {
            Run("bash", "-c", "apt-get -qq -o DPkg::Lock::Timeout=600 update && DEBIAN_FRONTEND=noninteractive "
                + "apt-get -qq -o DPkg::Lock::Timeout=600 install -y --no-install-recommends gcc libc6-dev");
        }

        CleanDirectory(agentDir);
        Run("dotnet", [
            "publish", agent, "-c", configuration, "-r", "linux-x64", "-o", agentDir, "-v", "quiet", "--nologo",
            "-p:NativeDebugSymbols=false", .. Reproducible()]);
        DeleteFiles(GetFiles(agentDir + "/*.dbg") + GetFiles(agentDir + "/*.pdb"));
    });

Task("Bench-Agent")
    .Description("Prints the guest agent's size, start-up, memory and processor time, also beside qemu-ga in a guest; --seconds=600.")
    .IsDependentOn("Publish")
    .IsDependentOn("Publish-Agent")
    .Does(() =>
    {
        Run("python3", "guest-agent/bench.py", agentDir + "/masakari-guest-agent", "30");
        Run("guest-agent/bench-in-guest", Argument("seconds", "600"));
    });

Task("Bench")
    .Description("Measures speed on real guests and in memory, beside Debian's monitor; --quick, --only=parts|simulated|real|cpu.")
    .IsDependentOn("Publish")
    .Does(() =>
    {
        var only = Argument("only", "");
        var needsLab = only is "" or "real" or "cpu";
        if (needsLab && !FileExists("/usr/bin/masakari-instancemonitor"))
        {
            // What ours is compared with; the lab's policy keeps it from being started.
            Script(lab, "install", "light");
            Run("bash", "-c", "DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 install -y "
                + "--no-install-recommends masakari-instance-monitor >/dev/null");
        }

        var project = "Masakari.Introspective.Tests/Benchmarks/Masakari.Introspective.Benchmarks.csproj";
        Run("dotnet", "build", project, "-c", configuration, "-v", "quiet", "--nologo");
        var words = new List<string> { "run", "--no-build", "-c", configuration, "--project", project, "--" };
        words.AddRange(HasArgument("quick") ? ["--quick"] : []);
        words.AddRange(only.Length > 0 ? [$"--only={only}"] : []);
        try
        {
            Run("dotnet", words.ToArray());
        }
        finally
        {
            if (needsLab && !keepLab && TryRun("bash", lab, "down") != 0)
            {
                Warning("The lab did not stop cleanly; see the lines above.");
            }
        }
    });

Task("Unit")
    .Description("Runs the tests that need no lab.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        RunTests("unit", withoutParts);
        FailIfAnyTestFailed();
    });

Task("Mutate")
    .Description("Mutation-tests Detection/; fails below a score of 90 %. The report is in artifacts/mutation/.")
    .Does(() =>
    {
        CleanDirectory("artifacts/mutation");
        // Stryker compiles against the packages of the last restore, and does not see that there are new ones.
        Run("dotnet", "restore", solution, "-v", "quiet");
        var code = StartProcess("dotnet", new ProcessSettings
        {
            Arguments = "stryker --skip-version-check --output ../artifacts/mutation",
            WorkingDirectory = "Masakari.Introspective.Tests",
        });
        if (code != 0)
        {
            throw new CakeException($"The mutation score is below 90 %, or the run failed (exit code {code}).");
        }
    });

Task("Fuzz")
    .Description("Sends ten million damaged frames through the protocol's readers; MASAKARI_FUZZ_SEED repeats a run.")
    .IsDependentOn("Build")
    .Does(() =>
    {
        RunTests("fuzz", "TestCategory=Fuzz");
        FailIfAnyTestFailed();
    });

Task("Lab-Up")
    .Description("Starts the light lab (libvirtd, guest, masakari-api); --full adds Keystone, Nova, masakari-engine.")
    .Does(() => Script(lab, "up", full ? "full" : "light"));

Task("Lab-Down")
    .Description("Stops everything that lab-up started.")
    .Does(() => Script(lab, "down"));

Task("Test")
    .Description("Everything CI checks: build, format, publish, package, then the tests without a lab, the fuzz run, light and full lab.")
    .IsDependentOn("Build")
    .IsDependentOn("Format-Check")
    .IsDependentOn("Publish")
    .IsDependentOn("Publish-Agent")
    .IsDependentOn("Package")
    .Does(() =>
    {
        RunTests("unit", withoutParts);
        RunInLanes();
        FailIfAnyTestFailed();
    });

Task("Demo")
    .Description("Shows a guest hang, be detected, reported and recovered; --full lets Nova and masakari-engine recover it.")
    .IsDependentOn("Publish")
    .Does(() => Script(demo, full ? ["--full"] : []));

RunTarget(target);
