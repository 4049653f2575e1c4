using System.CommandLine;
using System.CommandLine.Completions;

namespace Masakari.Introspective.Cli.Tree;

/// <summary>An option or argument of a command, as completions and manual pages see it.</summary>
/// <param name="Names">The names with their dashes, the main one first; one bare name for an argument.</param>
/// <param name="Values">The values that it can have, where they are few and known.</param>
/// <param name="TakesValue">Whether a value follows the name.</param>
/// <param name="IsRepeatable">Whether it takes more than one value.</param>
internal sealed record OptionNode(
    IReadOnlyList<string> Names,
    string Help,
    IReadOnlyList<string> Values,
    bool TakesValue,
    bool IsRepeatable,
    bool IsOptional
)
{
    public string Name => Names[0];

    /// <summary>What stands for the value in a synopsis.</summary>
    public string ValueName => Values.Count > 0 ? string.Join('|', Values) : Bare(Name);

    public static OptionNode Of(Option option) =>
        new(
            // The library also takes /h and /? for help; nobody types those here.
            [
                .. option
                    .Aliases.Prepend(option.Name)
                    .Where(name => name.StartsWith('-'))
                    .Distinct(StringComparer.Ordinal),
            ],
            option.Description ?? "",
            KnownValues(option.ValueType, option.GetCompletions(CompletionContext.Empty)),
            option.Arity.MaximumNumberOfValues > 0 && Single(option.ValueType) != typeof(bool),
            option.Arity.MaximumNumberOfValues > 1,
            !option.Required
        );

    public static OptionNode Of(Argument argument) =>
        new(
            [argument.Name],
            argument.Description ?? "",
            KnownValues(argument.ValueType, argument.GetCompletions(CompletionContext.Empty)),
            TakesValue: true,
            argument.Arity.MaximumNumberOfValues > 1,
            argument.Arity.MinimumNumberOfValues == 0
        );

    private static string[] KnownValues(Type type, IEnumerable<CompletionItem> completions)
    {
        var single = Single(type);
        return single == typeof(bool) ? []
            // Enumerations are parsed in any case; people type them in lower case.
            : single.IsEnum ? [.. Enum.GetNames(single).Select(name => name.ToLowerInvariant())]
            :
            [
                .. completions
                    .Select(item => item.Label)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ];
    }

    private static Type Single(Type type)
    {
        var element = type.IsArray ? type.GetElementType()! : type;
        return Nullable.GetUnderlyingType(element) ?? element;
    }

    private static string Bare(string name) =>
        name.TrimStart('-').Replace('-', '_').ToUpperInvariant() is { Length: > 0 } bare ? bare : "VALUE";
}
