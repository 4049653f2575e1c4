using System.Text.Json;
using FluentAssertions;
using Masakari.Introspective.Cli.Checks;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Diagnostics.Checks;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Tests.Configuration;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Cli.Checks;

internal sealed class CheckCommandTests
{
    private readonly TempDirectory _folder = new();

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void Text_IsGrouped_WithOneLineAFindingAndItsCure()
    {
        var report = new CheckReport(
            "compute-1",
            "svc",
            [
                Finding.Ok(CheckGroup.Configuration, FindingCodes.ConfigFine, "/etc/m.conf", "no mistakes"),
                Finding.Error(CheckGroup.MasakariApi, FindingCodes.ApiSilent, "http://m", "no answer", "Mend it."),
                Finding.Skipped(CheckGroup.Registration, "compute-1", "masakari-api"),
            ]
        );
        using var output = new StringWriter();

        CheckPrinter.WriteText(report, output);

        output
            .ToString()
            .Should()
            .Be(
                """
                configuration
                  ok      /etc/m.conf: no mistakes [config-fine]
                masakari-api
                  error   http://m: no answer [api-silent]
                          cure: Mend it.
                registration
                  skipped compute-1: not looked at: needs masakari-api [not-looked-at]

                1 errors, 0 warnings, 0 notes, 1 ok, 1 not looked at; host compute-1, as user svc

                """
            );
    }

    [Test]
    public void Json_HasAStableSchema()
    {
        var report = new CheckReport(
            "compute-1",
            "svc",
            [Finding.Warning(CheckGroup.Clock, FindingCodes.ClockWrong, "Keystone", "7 s ahead", "Mend it.")]
        );
        using var output = new StringWriter();

        CheckPrinter.WriteJson(report, isStrict: true, output);

        JsonSerializer
            .Serialize(JsonDocument.Parse(output.ToString()))
            .Should()
            .Be(
                """{"host":"compute-1","user":"svc","is_fine":false,"errors":0,"warnings":1,"notes":0,"ok":0,"skipped":0,"findings":[{"severity":"warning","group":"clock","code":"clock-wrong","object":"Keystone","seen":"7 s ahead","cure":"Mend it."}]}"""
            );
    }

    [Test]
    public async Task Run_WithAMissingFile_IsAFindingAndExitCode1()
    {
        var (code, report) = await RunAsync(Path.Combine(_folder.Root, "missing.conf"));

        code.Should().Be(ExitCodes.Failure);
        Codes(report).Should().Contain(FindingCodes.ConfigUnreadable).And.Contain(FindingCodes.NotLookedAt);
    }

    [Test]
    public async Task Run_WithAMistake_StillLooksAtTheRest()
    {
        var file = _folder.Write(
            "mistake.conf",
            $"""
            [api]
            auth_type = none
            endpoint = http://127.0.0.1:1/v1
            usrname = masakari
            [callback]
            retry_max = often
            [libvirt]
            connection_uri = test:///default
            [masakari_introspective]
            state_path = {_folder.Root}/state
            """
        );

        var (code, report) = await RunAsync(file);

        code.Should().Be(ExitCodes.Failure);
        Codes(report)
            .Should()
            .Contain([
                FindingCodes.ConfigMistake,
                FindingCodes.OptionUnknown,
                FindingCodes.StateFolder,
                FindingCodes.Libvirt,
                FindingCodes.ApiUnreachable,
            ]);
        report.GetProperty("findings").ToString().Should().Contain("did you mean");
    }

    private static async Task<(int Code, JsonElement Report)> RunAsync(string file)
    {
        using var output = new StringWriter();
        var sources = new ConfigSources
        {
            Program = "masakari-introspective",
            Paths = [new ConfigPath(file, IsDirectory: false)],
        };
        var code = await CheckCommand.RunAsync(sources, OutputFormat.Json, isStrict: false, output);
        return (code, JsonDocument.Parse(output.ToString()).RootElement);
    }

    private static IEnumerable<string?> Codes(JsonElement report) =>
        report.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString());
}
