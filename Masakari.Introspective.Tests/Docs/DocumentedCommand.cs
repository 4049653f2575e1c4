using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Masakari.Introspective.Tests.Protocol;

namespace Masakari.Introspective.Tests.Docs;

/// <summary>One command line of the program as it stands in a document, in a code span or an indented block.</summary>
/// <param name="Document">Path below the checkout.</param>
/// <param name="Text">Without the program's name; with what stands for something else, in capitals.</param>
internal sealed partial record DocumentedCommand(string Document, string Text)
{
    private static readonly string[] Folders = ["docs", "samples", "packaging", "guest-agent"];

    /// <summary>All of them, each once in a document, in the order in which one reads.</summary>
    public static IEnumerable<DocumentedCommand> All() => Documents().SelectMany(document => Of(document).Distinct());

    /// <summary>The arguments, all optional ones included, with something real for the words in capitals.</summary>
    public string[] Arguments(IReadOnlyDictionary<string, string> meanings) =>
        [
            .. CommandLineParser
                .SplitCommandLine(Text.Replace('\'', '"'))
                .Select(word => Placeholder().Replace(word, name => meanings[name.Value])),
        ];

    public override string ToString() => $"{Document}: {Text}";

    private static IEnumerable<string> Documents() =>
        Folders
            .SelectMany(folder =>
                Directory.EnumerateFiles(Path.Combine(Checkout.Root, folder), "*.md", SearchOption.AllDirectories)
            )
            .Prepend(Path.Combine(Checkout.Root, "README.md"));

    private static IEnumerable<DocumentedCommand> Of(string document) =>
        File.ReadLines(document)
            .SelectMany(line => line.StartsWith("    ", StringComparison.Ordinal) ? [line] : Spans(line))
            .SelectMany(code => Command().Matches(code))
            .Select(command => new DocumentedCommand(
                Path.GetRelativePath(Checkout.Root, document),
                Whole(command.Groups["rest"].Value)
            ));

    private static IEnumerable<string> Spans(string line) => Span().Matches(line).Select(span => span.Value.Trim('`'));

    /// <summary>Optional parts are given, of alternatives the first is taken.</summary>
    private static string Whole(string text) =>
        Alternative()
            .Replace(text.Replace("...", "", StringComparison.Ordinal).Replace("[", "").Replace("]", ""), "${first}")
            .Trim();

    [GeneratedRegex("`[^`]+`", RegexOptions.None, 1000)]
    private static partial Regex Span();

    /// <summary>Up to a comment, the next command, or where its output goes.</summary>
    [GeneratedRegex(
        @"(?<![\w/.-])masakari-introspective (?<rest>[a-z].*?)(?= +#| ?;| && | >| \| |$)",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<first>\w+)\|\w+", RegexOptions.None, 1000)]
    private static partial Regex Alternative();

    [GeneratedRegex(@"\b[A-Z]{2,}\b", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
