using System.CommandLine;
using Masakari.Introspective.Cli.Tree;

namespace Masakari.Introspective.Cli.Completion;

/// <summary>Prints a shell's completion script for all commands and options.</summary>
internal static class CompletionCommand
{
    /// <param name="root">The command that the script completes; read when the script is printed.</param>
    public static Command Create(Command root)
    {
        var shell = new Argument<Shell>("shell") { Description = "The shell: bash, zsh or fish." };
        var command = new Command("completion", "Prints the completion script of a shell.");
        command.Arguments.Add(shell);
        command.SetAction(parsed => Write(parsed.GetValue(shell), CommandNode.Of(root), Console.Out));
        return command;
    }

    public static void Write(Shell shell, CommandNode root, TextWriter output)
    {
        switch (shell)
        {
            case Shell.Bash:
                BashCompletion.Write(root, output);
                break;
            case Shell.Zsh:
                ZshCompletion.Write(root, output);
                break;
            default:
                FishCompletion.Write(root, output);
                break;
        }
    }
}
