using Masakari.Introspective.Cli.Tree;
using Masakari.Introspective.Hosting.Roles;

namespace Masakari.Introspective.Cli.Completion;

/// <summary>The script for zsh, as an autoloaded function.</summary>
internal static class ZshCompletion
{
    public static void Write(CommandNode root, TextWriter output)
    {
        output.Write(
            $$"""
            #compdef {{RoleNames.Full}}
            # Printed by: {{RoleNames.Full}} completion zsh
            local at='' previous=$words[CURRENT-1] i
            local -a found
            for (( i = 2; i < CURRENT; i++ )); do
                case "$at $words[i]" in
                    ({{string.Join(" | ", ShellText.Patterns(root))}}) at="$at $words[i]" ;;
                esac
            done
            case "$at $previous" in

            """
        );
        foreach (var (pattern, values) in ShellText.Values(root))
        {
            var answer =
                values.Count == 0 ? "_files" : $"compadd -- {string.Join(' ', values.Select(ShellText.Quote))}";
            output.Write($"    ({pattern}) {answer}; return ;;\n");
        }

        output.Write("esac\ncase \"$at\" in\n");
        foreach (var command in root.All())
        {
            output.Write($"    ({ShellText.Quote(command.Key)}) found=(\n");
            foreach (var (word, help) in ShellText.Words(command))
            {
                var name = word.Replace(":", @"\:", StringComparison.Ordinal);
                output.Write($"        {ShellText.Quote(help.Length == 0 ? name : $"{name}:{help}")}\n");
            }

            output.Write("    ) ;;\n");
        }

        output.Write("esac\n_describe word found || _files\n");
    }
}
