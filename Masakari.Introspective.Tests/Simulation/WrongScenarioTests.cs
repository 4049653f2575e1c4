using FluentAssertions;
using Masakari.Introspective.Cli;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Simulation.Scenarios;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Simulation;

/// <summary>A wrong file is one clear line: file, line, path, key and cure.</summary>
internal sealed class WrongScenarioTests
{
    private string _folder = "";

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("wrong-scenario-").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, recursive: true);

    [TestCase("{\n\"name\": \"x\",\n\"guests\": [ }", ":3: guests: this is not JSON: ")]
    [TestCase("{\n\"name\": \"x\"", ":2: name: this is not JSON: Unexpected end of content while loading JObject")]
    [TestCase("", ":0: this is not JSON: ")]
    [TestCase("[]", ":1: an object is needed here")]
    [TestCase(
        "{ \"name\": \"x\" } {}",
        ":1: this is not JSON: Additional text encountered after finished reading JSON content: {"
    )]
    [TestCase("{ \"name\": \"x\", \"name\": \"y\" }", "this is not JSON: ")]
    [TestCase(
        "{\n\"nmae\": \"x\" }",
        ":2: nmae: 'nmae' is no key of this object; did you mean name?; allowed: name, description, options, guests, "
            + "timeline, expect, expectNothingElse, until"
    )]
    [TestCase("{ \"guests\": [ { \"name\": \"web\" } ] }", ":1: the key 'name' is missing: a text")]
    [TestCase("{ \"name\": 5, \"guests\": [ { \"name\": \"web\" } ] }", ":1: name: a text is needed here")]
    [TestCase("{ \"name\": \"x\" }", ":1: 'guests' is a list of 1 to 1000 guests")]
    [TestCase("{ \"name\": \"x\", \"guests\": 3 }", ":1: guests: a list is needed here")]
    [TestCase("{ \"guests\": [ 3 ] }", ":1: guests[0]: an object is needed here")]
    [TestCase(
        "{ \"guests\": [ { \"name\": \"a\" }, { \"name\": \"a\" } ] }",
        "guests[1].name: there is a guest 'a' already"
    )]
    [TestCase("{ \"guests\": [ { \"name\": \"a\", \"uuid\": \"5\" } ] }", "guests[0].uuid: '5' is no UUID")]
    [TestCase(
        "{ \"guests\": [ { \"name\": \"a\", \"count\": 1001 } ] }",
        "guests[0].count: a whole number from 1 to 1000 is needed here"
    )]
    [TestCase(
        "{ \"guests\": [ { \"name\": \"a\", \"agent\": \"slient\" } ] }",
        "guests[0].agent: 'slient' is not known here; did you mean silent?; allowed: answers, silent, closed, error, "
            + "busy, denied, none"
    )]
    [TestCase(
        "{ \"guests\": [ { \"name\": \"a\", \"heartbeat\": 1 } ] }",
        "guests[0].heartbeat: true or false is needed here"
    )]
    [TestCase(
        "{ \"guests\": [ { \"name\": \"a\", \"metadata\": { \"k\": [] } } ] }",
        "guests[0].metadata.k: a text, a number, true or false is needed here"
    )]
    public void File_ThatIsNoScenario_IsRefused(string text, string expected) =>
        Refusal(text).Should().StartWith(_folder).And.Contain(expected);

    [TestCase(
        "{ \"at\": 5, \"guest\": \"web\", \"do\": \"agent-silnt\" }",
        "do: 'agent-silnt' is not known here; did you mean agent-silent?"
    )]
    [TestCase(
        "{ \"at\": 5, \"guest\": \"wep\", \"do\": \"hang\" }",
        "guest: there is no guest 'wep'; did you mean web?"
    )]
    [TestCase("{ \"at\": 5, \"guest\": \"x*\", \"do\": \"hang\" }", "guest: there is no guest 'x*'")]
    [TestCase("{ \"at\": 5, \"do\": \"hang\" }", "the key 'guest' is missing: a text")]
    [TestCase("{ \"guest\": \"web\", \"do\": \"hang\" }", "the key 'at' is missing: seconds")]
    [TestCase(
        "{ \"at\": -1, \"guest\": \"web\", \"do\": \"hang\" }",
        "at: seconds are needed here, a number from 0 to 86400"
    )]
    [TestCase(
        "{ \"at\": 86401, \"guest\": \"web\", \"do\": \"hang\" }",
        "at: seconds are needed here, a number from 0 to 86400"
    )]
    [TestCase(
        "{ \"at\": \"5\", \"guest\": \"web\", \"do\": \"hang\" }",
        "at: seconds are needed here, a number from 0 to 86400"
    )]
    [TestCase(
        "{ \"at\": 5, \"guest\": \"web\" }",
        "a step has exactly one of these keys: do, event, host, libvirt, monitor, nova, masakari"
    )]
    [TestCase(
        "{ \"at\": 5, \"guest\": \"web\", \"do\": \"hang\", \"libvirt\": \"away\" }",
        "a step has exactly one of these keys"
    )]
    [TestCase(
        "{ \"at\": 5, \"libvirt\": \"awya\" }",
        "libvirt: 'awya' is not known here; did you mean away?; allowed: away, back, restart"
    )]
    [TestCase(
        "{ \"at\": 5, \"guest\": \"web\", \"libvirt\": \"away\" }",
        "guest: this step is about the host, not about a guest"
    )]
    [TestCase("{ \"at\": 5, \"guest\": \"web\", \"do\": \"destroy\", \"for\": 5 }", "for: nothing ends this step")]
    [TestCase(
        "{ \"at\": 5, \"guest\": \"web\", \"event\": { \"id\": \"reboots\" } }",
        "event.id: 'reboots' is not known here; did you mean reboot?"
    )]
    [TestCase(
        "{ \"at\": 5, \"guest\": \"web\", \"nova\": { \"vmstate\": \"x\" } }",
        "'vmstate' is no key of this object; did you mean vm_state?"
    )]
    public void Step_ThatIsWrong_IsRefused(string step, string expected) =>
        Refusal(
                $$"""
                {
                  // A comment is allowed.
                  "name": "x",
                  "guests": [ { "name": "web" } ],
                  "timeline": [
                    { "at": 0, "guest": "web", "do": "agent-busy" },
                    {{step}}
                  ]
                }
                """
            )
            .Should()
            .Contain(".json:7: timeline[1]")
            .And.Contain(expected);

    [Test]
    public void TimeThatGoesBackwards_IsRefused() =>
        Refusal(
                """
                {
                  "name": "x",
                  "guests": [ { "name": "web" } ],
                  "timeline": [
                    { "at": 30.5, "guest": "web", "do": "hang" },
                    { "at": 30, "guest": "web", "do": "agent-answers" }
                  ]
                }
                """
            )
            .Should()
            .EndWith("wrong.json:6: timeline[1].at: time goes backwards: 30 s after 30.5 s; put the steps in order");

    [TestCase(
        "\"masakari_introspective.reask_intervall\": 1",
        "options['masakari_introspective.reask_intervall']: 'masakari_introspective.reask_intervall' is no option (group.option); did you mean masakari_introspective.reask_interval?"
    )]
    [TestCase("\"reask\": 1", "'reask' is no option (group.option)")]
    [TestCase(
        "\"introspectiveinstancemonitor.guest_monitoring_interval\": 0",
        "options: command line --introspectiveinstancemonitor-guest-monitoring-interval: [introspectiveinstancemonitor] "
            + "guest_monitoring_interval = '0'"
    )]
    public void Option_ThatIsWrong_IsRefused(string option, string expected) =>
        Refusal($$"""{ "name": "x", "guests": [ { "name": "web" } ], "options": { {{option}} } }""")
            .Should()
            .Contain(expected);

    [TestCase(
        "\"between\": [5], \"guest\": \"web\", \"decision\": \"reported\"",
        "the key 'between' needs two times: [from, to]"
    )]
    [TestCase(
        "\"between\": [5, 4], \"guest\": \"web\", \"decision\": \"reported\"",
        "expect[0].between[1]: it ends before it begins (5 s)"
    )]
    [TestCase(
        "\"between\": [5, 6], \"guest\": \"web\", \"decision\": \"reportet\"",
        "expect[0].decision: 'reportet' is not known here; did you mean reported?"
    )]
    [TestCase(
        "\"between\": [5, 6], \"guest\": \"db\", \"decision\": \"reported\"",
        "expect[0].guest: there is no guest 'db'"
    )]
    public void Expectation_ThatIsWrong_IsRefused(string expectation, string expected) =>
        Refusal($$"""{ "name": "x", "guests": [ { "name": "web" } ], "expect": [ { {{expectation}} } ] }""")
            .Should()
            .Contain(expected);

    [Test]
    public void FileThatIsMissing_IsRefused() => Refusal(null).Should().EndWith("wrong.json: the file does not exist");

    [Test]
    public void FileThatIsNoText_IsRefused()
    {
        File.WriteAllBytes(Path.Combine(_folder, "wrong.json"), [0x7b, 0xff, 0xfe]);

        Refusal(null).Should().EndWith("wrong.json: the file is not UTF-8 text; convert it");
    }

    [Test]
    public void FolderInsteadOfAFile_IsRefused() =>
        FluentActions
            .Invoking(() => ScenarioOptions.Reader.Read(_folder))
            .Should()
            .Throw<ScenarioException>()
            .WithMessage($"{_folder}: this is a directory, a scenario file is needed");

    [Test]
    public async Task WrongFile_OnTheCommandLine_IsOneLineAndExitCode78()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var path = Path.Combine(_folder, "wrong.json");
        await File.WriteAllTextAsync(path, "{");

        var code = await SimulateCommand.RunAsync([path], isJson: false, isLogged: false, output, errors);

        code.Should().Be(78);
        output.ToString().Should().BeEmpty();
        errors.ToString().Trim().Split('\n').Should().ContainSingle().Which.Should().StartWith(path + ":1:");
    }

    private string Refusal(string? text)
    {
        var path = Path.Combine(_folder, "wrong.json");
        if (text is not null)
        {
            File.WriteAllText(path, text);
        }

        return FluentActions
            .Invoking(() => ScenarioOptions.Reader.Read(path))
            .Should()
            .Throw<ScenarioException>()
            .Which.Message;
    }
}
