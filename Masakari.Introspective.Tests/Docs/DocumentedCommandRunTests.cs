using FluentAssertions;
using Masakari.Introspective.Cli;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Hosting.Roles;
using Masakari.Introspective.Tests.EndToEnd;
using Masakari.Introspective.Tests.Protocol;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Docs;

/// <summary>Every command of the documents does what it is there for: run in their order beside a daemon and a real guest.</summary>
[Category("Lab")]
[Category("Surroundings")]
[NonParallelizable]
internal sealed class DocumentedCommandRunTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Those that go on until somebody ends them, and a document whose commands another test runs; each has its own.</summary>
    private static bool IsElsewhere(DocumentedCommand command) =>
        command.Text is "watch"
        || command.Text.StartsWith("monitor", StringComparison.Ordinal)
        || command.Text.Contains("--follow", StringComparison.Ordinal)
        || command.Document is "docs/segments.md";

    private LabGuest? _guest;
    private MonitorProcess? _monitor;

    [TearDown]
    public async Task CloseAsync()
    {
        if (_monitor is not null)
        {
            await TestContext.Out.WriteLineAsync(_monitor.Log);
            await _monitor.DisposeAsync();
        }

        if (_guest is not null)
        {
            await _guest.RemoveAsync();
        }
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task EveryCommand_InTheOrderOfTheDocuments_Succeeds(CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var lab = await LightLab.OpenAsync();
        await EndNotificationsAsync();
        var file = folder.Combine("masakarimonitors.conf");
        await File.WriteAllTextAsync(file, lab.Configuration(), cancellationToken);
        _guest = await LightLab.StartGuestAsync();
        _monitor = lab.StartMonitor();
        await _monitor.WaitForAsync("answers: from now on", _guest.Uuid, times: 1, cancellationToken);

        var failed = new List<string>();
        foreach (var command in DocumentedCommand.All().Where(command => !IsElsewhere(command)))
        {
            var arguments = Arguments(command, lab.HostName, file);
            if (arguments[0] is "release")
            {
                await RunAsync(["hold", arguments[1], "--for", "1m", "--reason", "a test", .. Where(["hold"], file)]);
            }

            var run = await RunAsync(arguments);
            // A check that finds something says so by its exit code.
            if (run.ExitCode != ExitCodes.Ok && !(arguments[0] is "check" && run.Output.Length > 0))
            {
                failed.Add($"{command}: {run.ExitCode}, {run.Errors}");
            }
        }

        failed.Should().BeEmpty();
    }

    /// <summary>What earlier tests reported: masakari lets nobody change a segment while it has notifications to work on.</summary>
    private static async Task EndNotificationsAsync() =>
        await Lab.ExecuteAsync(
            "/usr/bin/sqlite3",
            Path.Combine((await Lab.EnvironmentAsync())["LAB_HOME"], "db", "masakari-light.db"),
            "UPDATE notifications SET status='finished'"
        );

    private string[] Arguments(DocumentedCommand command, string host, string file)
    {
        var words = command
            .Arguments(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["ID"] = _guest!.Domain,
                    ["UUID"] = _guest.Uuid.ToString(),
                    ["SEGMENT"] = "lab",
                    ["NAME"] = "lab",
                    ["HOST"] = host,
                    ["FILE"] = file,
                    ["FOLDER"] = Path.GetDirectoryName(file)!,
                    ["TEXT"] = "work",
                    ["TIME"] = "1 min ago",
                }
            )
            .SelectMany(word => Real(word, file))
            .ToArray();
        return words.Contains("--config-file") ? words : [.. words, .. Where(words, file)];
    }

    /// <summary>Files that the documents name are those of the checkout, or of the test.</summary>
    private static string[] Real(string word, string file)
    {
        var scenarios = Path.Combine(Checkout.Root, "samples", "scenarios");
        return word switch
        {
            "/etc/masakarimonitors/masakarimonitors.conf" => [file],
            "mine.json" => [Path.Combine(scenarios, "agent-stopped.json")],
            "samples/scenarios/*.json" => Directory.GetFiles(scenarios, "*.json"),
            _ when word.StartsWith("samples/", StringComparison.Ordinal) => [Path.Combine(Checkout.Root, word)],
            _ => [word],
        };
    }

    private string[] Where(string[] words, string file)
    {
        var options = CommandLine.Create(Role.Full).Parse(words).CommandResult.Command.Options;
        return options.Any(option => option.Name is "--socket") ? ["--socket", _monitor!.Socket]
            : options.Any(option => option.Name is "--config-file") ? ["--config-file", file]
            : [];
    }

    private static Task<ProgramRun> RunAsync(string[] arguments) =>
        ProgramRun.OfAsync(Lab.Script(), Limit, ["ns", MonitorProcess.Program, .. arguments]);
}
