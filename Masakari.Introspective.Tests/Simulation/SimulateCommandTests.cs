using FluentAssertions;
using Masakari.Introspective.Cli;
using Masakari.Introspective.Hosting.Roles;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Simulation;

internal sealed class SimulateCommandTests
{
    private const string Hang = """
        {
          "name": "hang",
          "description": "one guest hangs",
          "guests": [ { "name": "web" } ],
          "timeline": [ { "at": 25, "guest": "web", "do": "hang" } ],
          "expect": [
            { "between": [33, 45], "guest": "web", "decision": "DECISION", "code": "guest-silent" },
            { "between": [33, 45.1], "guest": "web", "decision": "sent" }
          ]
        }
        """;

    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private string _folder = "";

    [SetUp]
    public void SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("simulate-").FullName;
        _output.GetStringBuilder().Clear();
        _errors.GetStringBuilder().Clear();
    }

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, recursive: true);

    [OneTimeTearDown]
    public void Close()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    [Test]
    public async Task Scenario_ThatAgrees_IsATableAndExitCode0()
    {
        (await RunAsync("reported")).Should().Be(0);

        var lines = _output.ToString().TrimEnd().Split('\n');
        lines[0].Should().Be("hang: one guest hangs");
        lines[1].Should().MatchRegex("^ +at  guest  decision  code +words$");
        lines[2]
            .Should()
            .MatchRegex("^  [34][0-9][.][0-9]{2}  web    reported  guest-silent +the guest agent left 3 questions");
        lines[3]
            .Should()
            .MatchRegex("^  [34][0-9][.][0-9]{2}  web    sent      QEMU_GUEST_AGENT_ERROR/STOPPED_FAILED  the guest");
        lines[4].Should().Be("  as expected");
        lines.Should().HaveCount(5);
        _errors.ToString().Should().BeEmpty();
    }

    [Test]
    public async Task Scenario_ThatDiffers_NamesTheDifferencesAndIsExitCode1()
    {
        (await RunAsync("held")).Should().Be(1);

        var text = _output.ToString();
        text.Should()
            .Contain(
                "  NOT AS EXPECTED:\n    expected between 33 and 45 s: web held [guest-silent]; it did not come\n"
            );
        text.Should().Contain("web reported [guest-silent]: the guest agent left 3 questions");
    }

    [Test]
    public async Task Json_HasTheSame()
    {
        (await RunAsync("held", isJson: true)).Should().Be(1);

        var result = JArray.Parse(_output.ToString()).Should().ContainSingle().Subject;
        ((string?)result["name"]).Should().Be("hang");
        ((bool)result["agrees"]!).Should().BeFalse();
        result["decisions"]!.Select(d => (string?)d["decision"]).Should().Equal("reported", "sent");
        ((double)result["decisions"]![0]!["at"]!).Should().BeInRange(33, 45);
        result["differences"]!.Should().HaveCount(2);
    }

    [Test]
    public async Task Log_IsTheMonitorsOwn()
    {
        (await RunAsync("reported", isLogged: true)).Should().Be(0);

        _errors.ToString().Should().MatchRegex("(?m)^ +[34][0-9][.][0-9]{2} Error: web failed: the guest agent left 3");
    }

    [Test]
    public async Task SameScenarioTwice_IsTheSameToTheLetter()
    {
        await RunAsync("reported");
        var first = _output.ToString();
        _output.GetStringBuilder().Clear();

        await RunAsync("reported");

        _output.ToString().Should().Be(first);
    }

    [TestCase("simulate", false)]
    [TestCase("simulate a.json", true)]
    [TestCase("simulate a.json b.json --output json --log", true)]
    [TestCase("simulate a.json --output xml", false)]
    public void CommandLine_OfTheCommand_IsChecked(string line, bool isRight) =>
        (CommandLine.Create(Role.Full).Parse(line).Errors.Count == 0).Should().Be(isRight);

    private async Task<int> RunAsync(string decision, bool isJson = false, bool isLogged = false)
    {
        var path = Path.Combine(_folder, "hang.json");
        await File.WriteAllTextAsync(path, Hang.Replace("DECISION", decision, StringComparison.Ordinal));
        return await SimulateCommand.RunAsync([path], isJson, isLogged, _output, _errors);
    }
}
