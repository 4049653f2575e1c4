using Masakari.Introspective.Cli.Tree;
using Masakari.Introspective.Hosting.Roles;

namespace Masakari.Introspective.Cli.Completion;

/// <summary>The script for fish: one line for each word that may come next.</summary>
internal static class FishCompletion
{
    public static void Write(CommandNode root, TextWriter output)
    {
        output.Write(
            $"""
            # fish completion for {RoleNames.Full}; printed by: {RoleNames.Full} completion fish
            function __masakari_introspective_at
                set -l at ''
                set -l words (commandline -opc)
                set -e words[1]
                for word in $words
                    switch "$at $word"
                        case {string.Join(' ', root.All().Skip(1).Select(command => Quote(command.Key)))}
                            set at "$at $word"
                    end
                end
                test "$at" = "$argv[1]"
            end

            """
        );
        foreach (var command in root.All())
        {
            var start = $"complete -c {RoleNames.Full} -n {Quote($"__masakari_introspective_at \"{command.Key}\"")}";
            foreach (var child in command.Children)
            {
                output.Write($"{start} -f -a {Quote(child.Name)}{Help(child.Help)}\n");
            }

            foreach (var value in command.Arguments.SelectMany(argument => argument.Values))
            {
                output.Write($"{start} -f -a {Quote(value)}\n");
            }

            foreach (var option in command.Options)
            {
                var names = string.Concat(option.Names.Select(Flag));
                var value =
                    option.Values.Count > 0 ? $" -x -a {Quote(string.Join(' ', option.Values))}"
                    : option.TakesValue ? " -r"
                    : "";
                output.Write($"{start}{names}{value}{Help(option.Help)}\n");
            }
        }
    }

    private static string Flag(string name) =>
        name.StartsWith("--", StringComparison.Ordinal) ? $" -l {Quote(name[2..])}"
        : name.Length == 2 ? $" -s {Quote(name[1..])}"
        : $" -o {Quote(name[1..])}";

    private static string Help(string help) => help.Length == 0 ? "" : $" -d {Quote(ShellText.FirstSentence(help))}";

    private static string Quote(string text) =>
        "'" + text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal) + "'";
}
