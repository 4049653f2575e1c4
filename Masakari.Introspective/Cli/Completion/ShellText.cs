using Masakari.Introspective.Cli.Tree;

namespace Masakari.Introspective.Cli.Completion;

/// <summary>What the three scripts have in common.</summary>
internal static class ShellText
{
    /// <summary>A word in single quotes, for bash and zsh.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>The patterns of all commands but the root: what moves the script's position in the tree.</summary>
    public static IEnumerable<string> Patterns(CommandNode root) =>
        root.All().Skip(1).Select(command => Quote(command.Key));

    /// <summary>Command and option whose value comes next, with the values; one entry for each name of the option.</summary>
    public static IEnumerable<(string Pattern, IReadOnlyList<string> Values)> Values(CommandNode root) =>
        from command in root.All()
        from option in command.Options
        where option.TakesValue
        select (string.Join(" | ", option.Names.Select(name => Quote($"{command.Key} {name}"))), option.Values);

    /// <summary>The words that may come next in a command: sub-commands, values of its arguments, options.</summary>
    public static IEnumerable<(string Word, string Help)> Words(CommandNode command) =>
        command
            .Children.Select(child => (child.Name, FirstSentence(child.Help)))
            .Concat(command.Arguments.SelectMany(argument => argument.Values.Select(value => (value, ""))))
            .Concat(command.Options.Select(option => (option.Name, FirstSentence(option.Help))));

    public static string FirstSentence(string help)
    {
        var line = help.ReplaceLineEndings(" ");
        var end = line.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? line.TrimEnd('.') : line[..end];
    }
}
