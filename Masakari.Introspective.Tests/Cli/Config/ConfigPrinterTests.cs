using System.Text.Json;
using FluentAssertions;
using Masakari.Introspective.Cli.Config;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Tests.Configuration;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Cli.Config;

internal sealed class ConfigPrinterTests
{
    private readonly TempDirectory _folder = new();

    [OneTimeTearDown]
    public void Delete() => _folder.Dispose();

    [Test]
    public void Validate_SeveralMistakes_TellsAllAtOnce()
    {
        var file = Write(
            """
            [introspectiveinstancemonitor]
            guest_monitoring_interval = often
            guest_monitoring_timeout = 0
            guest_monitoring_threshold = 3
            """
        );

        var (code, output) = Run(ConfigPrinter.Validate, file);

        code.Should().Be(ExitCodes.Configuration);
        output
            .Should()
            .Contain($"error: {file}:2: [introspectiveinstancemonitor] guest_monitoring_interval = 'often'")
            .And.Contain($"error: {file}:3: [introspectiveinstancemonitor] guest_monitoring_timeout = '0'")
            .And.Contain($"warning: {file}:4: [introspectiveinstancemonitor] guest_monitoring_threshold")
            .And.EndWith($"2 errors, 1 warnings; read: {file}\n");
    }

    [Test]
    public void Validate_UnreadableFile_IsAnErrorOfItsOwn()
    {
        var (code, output) = Run(ConfigPrinter.Validate, Path.Combine(_folder.Root, "missing.conf"));

        code.Should().Be(ExitCodes.Configuration);
        output.Should().Contain("missing.conf").And.Contain("1 errors, 0 warnings");
    }

    [Test]
    public void Validate_NothingWrong_IsFine()
    {
        var (code, output) = Run(
            ConfigPrinter.Validate,
            Write("[api]\nauth_type = none\nendpoint = http://127.0.0.1:15868/v1\n"),
            OutputFormat.Json
        );

        code.Should().Be(ExitCodes.Ok);
        JsonDocument.Parse(output).RootElement.GetProperty("errors").GetArrayLength().Should().Be(0);
    }

    [Test]
    public void Show_EachOption_WithItsOriginAndNoSecret()
    {
        var file = Write("[api]\npassword = hidden-word\n[libvirt]\nconnection_uri = qemu:///session\n");

        var (code, output) = Run(ConfigPrinter.Show, file);

        code.Should().Be(ExitCodes.Ok);
        output
            .Should()
            .Contain($"connection_uri = qemu:///session   # {file}:4")
            .And.Contain("guest_monitoring_interval = 10   # default")
            .And.Contain($"password = ****   # {file}:2")
            .And.NotContain("hidden-word");
    }

    [Test]
    public void Show_AsJson_HasOneObjectForEachOption()
    {
        var (_, output) = Run(ConfigPrinter.Show, Write("[DEFAULT]\nhostname = compute-1\n"), OutputFormat.Json);

        var host = JsonDocument
            .Parse(output)
            .RootElement.EnumerateArray()
            .Single(option => option.GetProperty("name").GetString() is "hostname");
        host.GetProperty("value").GetString().Should().Be("compute-1");
        host.GetProperty("origin").GetString().Should().EndWith(":2");
    }

    [TestCase("[introspectiveinstancemonitor]\nguest_monitor_interval = 5", "renamed")]
    [TestCase("[introspectiveinstancemonitor]\nguest_monitoring_failure_threshold = 3", "differs")]
    [TestCase("[introspectiveinstancemonitor]\nguest_monitoring_interval = 5", "kept")]
    [TestCase("[DEFAULT]\nmonkey_patch = true", "without-effect")]
    [TestCase("[callback]\nretry_maximum = 5", "unknown")]
    public void Migrate_EachKindOfSetting_IsNamed(string content, string kind)
    {
        var (code, output) = Run(ConfigPrinter.Migrate, Write(content + "\n"));

        code.Should().Be(ExitCodes.Ok);
        output.Should().StartWith(kind);
    }

    [Test]
    public void Migrate_GroupsOfOtherServices_AreLeftOut() =>
        Run(ConfigPrinter.Migrate, Write("[database]\nconnection = x\n"))
            .Output.Should()
            .Be(
                "0 settings, 0 of them with a remark; the files can stay as they are. Whether the values are right, `config validate` says\n"
            );

    private string Write(string content) => _folder.Write($"{Guid.NewGuid():N}.conf", content);

    private static (int Code, string Output) Run(
        Func<ConfigSources, OutputFormat, TextWriter, TextWriter, int> command,
        string file,
        OutputFormat format = OutputFormat.Text
    )
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter();
        var sources = new ConfigSources { Program = "masakari-introspective", Paths = [new ConfigPath(file, false)] };
        return (command(sources, format, output, errors), output.ToString());
    }
}
