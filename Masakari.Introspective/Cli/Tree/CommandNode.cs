using System.CommandLine;

namespace Masakari.Introspective.Cli.Tree;

/// <summary>
/// A command with all below it, read from the parser's own tree: what completions and manual pages are made of, so that a
/// new command needs no word in either.
/// </summary>
/// <param name="Path">The words that lead to it, without the program's name; empty for the root.</param>
internal sealed record CommandNode(
    IReadOnlyList<string> Path,
    string Help,
    IReadOnlyList<OptionNode> Options,
    IReadOnlyList<OptionNode> Arguments,
    IReadOnlyList<CommandNode> Children
)
{
    /// <summary>The path with a blank before each word: the key by which the shells' functions know a command.</summary>
    public string Key => string.Concat(Path.Select(word => " " + word));

    public string Name => Path.Count == 0 ? "" : Path[^1];

    public static CommandNode Of(Command root) => Of(root, [], []);

    /// <summary>This command and all below it, parents before their children.</summary>
    public IEnumerable<CommandNode> All() => Children.SelectMany(child => child.All()).Prepend(this);

    private static CommandNode Of(Command command, IReadOnlyList<string> path, IReadOnlyList<Option> inherited)
    {
        var options = command.Options.Where(option => !option.Hidden).ToList();
        List<Option> handedDown = [.. inherited, .. options.Where(option => option.Recursive)];
        return new CommandNode(
            path,
            command.Description ?? "",
            [.. options.Concat(inherited).Distinct().Select(OptionNode.Of)],
            [.. command.Arguments.Where(argument => !argument.Hidden).Select(OptionNode.Of)],
            [
                .. command
                    .Subcommands.Where(child => !child.Hidden)
                    .Select(child => Of(child, [.. path, child.Name], handedDown)),
            ]
        );
    }
}
