// The build: ./build.sh TARGET. Targets are found in any case; `./build.sh` lists them.
#load packaging/package.cake
using System.Runtime.InteropServices;
using System.Threading;
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
var resultsDir = "artifacts/test-results";
var totalsFile = resultsDir + "/totals.txt";

// A test that neither ends nor fails is named and stopped after this long; the slowest real one waits for a full lab.
var hangTimeout = "15m";

var withoutParts = "TestCategory!=Lab&TestCategory!=Full&TestCategory!=Fuzz";

// Of the tests that need a lab, each runs exactly once: every filter here is another one's complement within Lab or Full.
var alone = "TestCategory=Alone";
var notAlone = "TestCategory!=Alone";
var lightAlone = $"TestCategory=Lab&{alone}";
var light = $"TestCategory=Lab&{notAlone}&TestCategory!=Surroundings";
var surroundings = $"TestCategory=Lab&{notAlone}&TestCategory=Surroundings";
var fullAlone = $"TestCategory=Full&{alone}";
var wholeLoop = $"TestCategory=Full&{notAlone}";

// What may run beside something else: its lines of output begin with the name, and the environment names a lab of its own.
record Lane(string Name, Dictionary<string, string> Environment);

// Light: the lab that everything else uses too. Full: its neighbour; the other ports are the full form's alone.
var home = EnvironmentVariable("MASAKARI_LAB", "/var/tmp/masakari-lab").TrimEnd('/');
var lightLane = new Lane("light", new() { ["MASAKARI_LAB"] = home });
var fullLane = new Lane(
    "full",
    new() { ["MASAKARI_LAB"] = home + "-full", ["LAB_API_PORT"] = "15871", ["LAB_LIGHT_NOVA_PORT"] = "15872" });

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

// Totals add up over the runs of a build, some of which run side by side.
int passed = 0, failed = 0;
var counting = new object();

void Count(int good, int bad)
{
    lock (counting)
    {
        passed += good;
        failed += bad;
        // Information() would colour the numbers, even into a file; build.sh prints this as the very last line.
        System.IO.File.WriteAllText(totalsFile, $"{passed} passed, {failed} failed\n");
    }
}

// One run of the tests.
// dotnet test's own summary leaves out what was inconclusive; the trx files know (skipped = total - executed).
// A run that crashed, or ran nothing, counts as a failure even where no single test failed.
void RunTests(string name, string testFilter, Lane lane = null)
{
    if (isStopped)
    {
        throw new CakeException($"{name} does not run: the build was told to end.");
    }

    var results = $"{resultsDir}/{name}";
    CleanDirectory(results);
    var since = System.Diagnostics.Stopwatch.StartNew();
    var both = string.Join('&', new[] { testFilter, filter }.Where(f => f.Length > 0).Select(f => $"({f})"));
    var code = TryRunIn(
        lane, "dotnet", "test", solution, "-c", configuration, "--no-build", "--filter", both,
        "--logger", "trx;LogFilePrefix=tests", "--results-directory", results,
        "--blame-hang-timeout", hangTimeout, "--blame-hang-dump-type", "none");
    int total = 0, executed = 0, good = 0, bad = 0;
    foreach (var file in GetFiles(results + "/**/*.trx"))
    {
        var counters = XDocument.Load(file.FullPath).Descendants().First(e => e.Name.LocalName == "Counters");
        int Read(string counter) => (int)counters.Attribute(counter);
        total += Read("total");
        executed += Read("executed");
        good += Read("passed");
        bad += Read("failed");
    }

    bad = Math.Max(bad, executed - good) + total - executed;
    if (bad == 0 && (code != 0 || (total == 0 && filter.Length == 0)))
    {
        bad = 1;
    }

    Count(good, bad);
    Console.WriteLine(
        $"{name}: {good} of {total} tests passed in {since.Elapsed:hh\\:mm\\:ss}; {total - executed} skipped, which counts as failed");
}

// A lab that does not come up is a failure of its own; what needs it does not run then.
bool IsUp(Lane lane, string form)
{
    var isUp = !isStopped && TryRunIn(lane, "bash", lab, "up", form) == 0;
    if (!isUp)
    {
        Error($"The {form} lab did not come up.");
        Count(0, 1);
    }
    return isUp;
}

void Down(Lane lane)
{
    if (!keepLab && TryRunIn(lane, "bash", lab, "down") != 0)
    {
        Warning("The lab did not stop cleanly; see the lines above.");
    }
}

// Runs all of them at the same time. One that throws is a failure, and no reason to end the others.
void Together(params Action[] actions)
{
    var threads = actions.Select(action => new Thread(() =>
    {
        try
        {
            action();
        }
        catch (Exception problem)
        {
            Error(problem.Message);
            Count(0, 1);
        }
    })).ToList();
    threads.ForEach(thread => thread.Start());
    threads.ForEach(thread => thread.Join());
}

// Ctrl-C, or a request to end: what runs is ended too, nothing new begins, and the labs are still brought down.
var isStopped = false;

IDisposable EndOn(PosixSignal signal) =>
    PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        isStopped = true;
        if (context.Signal != PosixSignal.SIGINT)
        {
            // The terminal's Ctrl-C has reached them already; `dotnet test` takes no notice of TERM.
            System.Diagnostics.Process.Start("pkill", ["-INT", "-P", Environment.ProcessId.ToString()]);
        }
    });

void FailIfAnyTestFailed()
{
    if (failed > 0)
    {
        throw new CakeException($"{failed} tests failed.");
    }
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
        using var interrupt = EndOn(PosixSignal.SIGINT);
        using var termination = EndOn(PosixSignal.SIGTERM);
        try
        {
            // The fuzz run has no bound in seconds: apt, and labs that come up, may take all the processors there are.
            bool isLight = false, isFull = false;
            Together(
                () => RunTests("fuzz", "TestCategory=Fuzz", new Lane("fuzz", [])),
                () =>
                {
                    isLight = IsUp(lightLane, "light");
                    isFull = IsUp(fullLane, "full");
                });
            if (isFull)
            {
                RunTests("full-alone", fullAlone, fullLane);
            }
            if (isLight)
            {
                RunTests("light-alone", lightAlone, lightLane);
            }

            // The other tests mostly wait for real guests: two of them do so at a time.
            Together(
                () =>
                {
                    if (isLight)
                    {
                        RunTests("light", light, lightLane);
                    }
                },
                () =>
                {
                    if (isFull)
                    {
                        RunTests("full", wholeLoop, fullLane);
                    }
                    Down(fullLane);
                    if (IsUp(fullLane, "light"))
                    {
                        RunTests("surroundings", surroundings, fullLane);
                    }
                });
        }
        finally
        {
            // Also after a failure, so that nothing is left running.
            Together(() => Down(lightLane), () => Down(fullLane));
        }
        FailIfAnyTestFailed();
    });

Task("Demo")
    .Description("Shows a guest hang, be detected, reported and recovered; --full lets Nova and masakari-engine recover it.")
    .IsDependentOn("Publish")
    .Does(() => Script(demo, full ? ["--full"] : []));

RunTarget(target);
