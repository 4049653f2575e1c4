using FluentAssertions;
using Masakari.Introspective.Cli;
using Masakari.Introspective.Cli.Completion;
using Masakari.Introspective.Cli.Manual;
using Masakari.Introspective.Cli.Tree;
using Masakari.Introspective.Hosting.Composition;
using Masakari.Introspective.Hosting.Roles;
using Masakari.Introspective.Tests.Support;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Cli.Tree;

/// <summary>Completions and manual pages say all that the parser and the option catalogue know.</summary>
internal sealed class GeneratedPagesTests
{
    private static readonly CommandNode Root = CommandNode.Of(CommandLine.Create(Role.Full));

    [TestCase(Shell.Bash)]
    [TestCase(Shell.Zsh)]
    [TestCase(Shell.Fish)]
    public void Completion_OfAnyShell_HasEveryCommandAndOption(Shell shell)
    {
        var script = Script(shell);

        foreach (var command in Root.All())
        {
            script.Should().Contain(shell is Shell.Fish ? $"\"{command.Key}\"" : $"'{command.Key}'");
            foreach (var option in command.Options)
            {
                script.Should().Contain(shell is Shell.Fish ? $"'{option.Name.TrimStart('-')}'" : option.Name);
            }
        }
    }

    [TestCase("", "config")]
    [TestCase("config ", "validate")]
    [TestCase("config validate --output ", "json")]
    [TestCase("config validate --debug --out", "--output")]
    [TestCase("completion z", "zsh")]
    [TestCase("man ", "8")]
    public async Task BashCompletion_OfALine_OffersTheWord(string line, string expected)
    {
        (await OfferedAsync(line)).Should().Contain(expected);
    }

    [TestCase("config validate --config-file ")]
    [TestCase("monitor x")]
    public async Task BashCompletion_OfAFile_IsLeftToBash(string line)
    {
        (await OfferedAsync(line)).Should().BeEmpty();
    }

    [Test]
    public void CommandsPage_HasEveryCommandAndOption()
    {
        var page = Page(1);

        foreach (var command in Root.All().Where(command => command.Children.Count == 0))
        {
            page.Should().Contain($".SS \"masakari-introspective{command.Key}");
            foreach (var option in command.Options)
            {
                page.Should().Contain(option.Name);
            }
        }
    }

    [Test]
    public void ConfigurationPage_HasEveryOption()
    {
        var page = Page(5);

        foreach (var option in Options.Catalogue.Options)
        {
            page.Should().Contain($"{option.Name}\\fR");
        }
    }

    [Test]
    public void DaemonPage_HasTheOptionsOfMonitor()
    {
        Page(8).Should().Contain("--config-file").And.Contain("SIGHUP").And.Contain("WATCHDOG_USEC");
    }

    [TestCase("--date", "yesterday")]
    [TestCase("7")]
    public void Man_WithAWrongArgument_IsAUsageError(params string[] arguments)
    {
        CommandLine.Create(Role.Full).Parse(["man", .. arguments]).Errors.Should().NotBeEmpty();
    }

    [Test]
    public void RoffPage_TextLikeAMacro_IsGuarded()
    {
        using var output = new StringWriter();
        new RoffPage(output, "2026-11-21", "1").Item("a-b", ".so /etc/passwd \\fR");

        output.ToString().Should().Be(".TP\n\\fBa\\-b\\fR\n\\&.so /etc/passwd \\efR\n");
    }

    /// <summary>A page with plain dashes, as a reader sees it.</summary>
    private static string Page(int section)
    {
        using var output = new StringWriter();
        ManualCommand.Write(section, "2026-11-21", Root, output);
        return output.ToString().Replace(@"\-", "-", StringComparison.Ordinal);
    }

    private static string Script(Shell shell)
    {
        using var output = new StringWriter();
        CompletionCommand.Write(shell, Root, output);
        return output.ToString();
    }

    /// <summary>What bash itself makes of the script.</summary>
    private static async Task<IReadOnlyList<string>> OfferedAsync(string line)
    {
        using var folder = new TemporaryFolder();
        var script = folder.Combine("completion");
        await File.WriteAllTextAsync(script, Script(Shell.Bash));
        var words = string.Join(' ', line.Split(' ').Select(word => $"'{word}'"));
        var offered = await Lab.ExecuteAsync(
            "bash",
            "-c",
            $"source '{script}'; COMP_WORDS=(masakari-introspective {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); "
                + "_masakari_introspective; printf '%s\\n' \"${COMPREPLY[@]}\""
        );
        return offered.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
