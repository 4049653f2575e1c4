using Masakari.Introspective.Cli.Tree;
using Masakari.Introspective.Hosting.Roles;

namespace Masakari.Introspective.Cli.Completion;

/// <summary>The script for bash; needs nothing of the bash-completion package but its folder.</summary>
internal static class BashCompletion
{
    public static void Write(CommandNode root, TextWriter output)
    {
        output.Write(
            $"""
            # bash completion for {RoleNames.Full}; printed by: {RoleNames.Full} completion bash
            _masakari_introspective() {"{"}
                local at='' words='' word=${"{"}COMP_WORDS[COMP_CWORD]{"}"} previous=${"{"}COMP_WORDS[COMP_CWORD - 1]{"}"} i
                COMPREPLY=()
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case "$at ${"{"}COMP_WORDS[i]{"}"}" in
                        {string.Join(" | ", ShellText.Patterns(root))}) at="$at ${"{"}COMP_WORDS[i]{"}"}" ;;
                    esac
                done
                case "$at $previous" in

            """
        );
        foreach (var (pattern, values) in ShellText.Values(root))
        {
            // Without known values the reply stays empty, and bash completes file names.
            output.Write(
                values.Count == 0
                    ? $"        {pattern}) return ;;\n"
                    : $"        {pattern}) mapfile -t COMPREPLY < <(compgen -W {ShellText.Quote(string.Join(' ', values))} -- \"$word\"); return ;;\n"
            );
        }

        output.Write("    esac\n    case \"$at\" in\n");
        foreach (var command in root.All())
        {
            var words = string.Join(' ', ShellText.Words(command).Select(word => word.Word));
            output.Write($"        {ShellText.Quote(command.Key)}) words={ShellText.Quote(words)} ;;\n");
        }

        output.Write(
            $$"""
                esac
                mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
            }
            complete -o default -F _masakari_introspective {{RoleNames.Full}}

            """
        );
    }
}
