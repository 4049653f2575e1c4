// How `./build.sh test`, `unit` and `fuzz` run the tests and count them; and the lanes, in which those that need a lab run.
using System.Runtime.InteropServices;
using System.Threading;
using System.Xml.Linq;

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
    if (!isUp && !isStopped)
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

// The tests that need a lab, and the fuzz run. Labs go down also after a failure, so that nothing is left running.
void RunInLanes()
{
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
        Together(() => Down(lightLane), () => Down(fullLane));
    }
}

void FailIfAnyTestFailed()
{
    if (failed > 0)
    {
        throw new CakeException($"{failed} tests failed.");
    }
}
