using System.Text.RegularExpressions;

namespace Masakari.Introspective.Configuration;

/// <summary>Texts, choices, lists and pairs.</summary>
internal static partial class Opt
{
    private const string AnyText = "any text";

    public static ConfigOption<string> Str(
        string group,
        string name,
        string defaultValue,
        string help,
        string? unit = null,
        string[]? deprecated = null,
        bool secret = false,
        string? allowed = null,
        Func<string, bool>? isAllowed = null
    ) =>
        new()
        {
            Group = group,
            Name = name,
            Default = defaultValue,
            Help = help,
            Unit = unit,
            DeprecatedNames = deprecated ?? [],
            Secret = secret,
            Allowed = allowed ?? AnyText,
            Parse = text => Checked(text, isAllowed),
        };

    /// <summary>A text that is unset by default. An empty text is a value, as in oslo.config.</summary>
    public static ConfigOption<string?> OptionalStr(
        string group,
        string name,
        string help,
        string? unit = null,
        string[]? deprecated = null,
        bool secret = false,
        string? allowed = null,
        Func<string, bool>? isAllowed = null
    ) =>
        new()
        {
            Group = group,
            Name = name,
            Default = null,
            Help = help,
            Unit = unit,
            DeprecatedNames = deprecated ?? [],
            Secret = secret,
            Allowed = allowed ?? AnyText,
            Parse = text => Checked(text, isAllowed),
        };

    public static ConfigOption<string> Choice(
        string group,
        string name,
        string defaultValue,
        string help,
        IReadOnlyList<string> choices,
        bool ignoreCase = false,
        string[]? deprecated = null
    ) =>
        new()
        {
            Group = group,
            Name = name,
            Default = defaultValue,
            Help = help,
            DeprecatedNames = deprecated ?? [],
            Allowed = string.Join(", ", choices),
            Parse = text => ValueParsers.Choice(text, choices, ignoreCase),
        };

    /// <summary>
    /// A regular expression. A value pasted in Python's notation (<c>r'...'</c>) could never match a path: it is read
    /// without that notation, with a warning.
    /// </summary>
    public static ConfigOption<string> Regex(
        string group,
        string name,
        string defaultValue,
        string help,
        string[]? deprecated = null
    ) =>
        new()
        {
            Group = group,
            Name = name,
            Default = defaultValue,
            Help = help,
            DeprecatedNames = deprecated ?? [],
            TypeName = "regular expression",
            Allowed = "a regular expression",
            Caution = RawPythonString.Caution,
            Parse = text =>
            {
                var pattern = RawPythonString.Unwrap(text) ?? text;
                try
                {
                    _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
                }
                catch (ArgumentException e)
                {
                    throw new FormatException("not a regular expression", e);
                }

                return pattern;
            },
        };

    public static ConfigOption<IReadOnlyList<string>> List(
        string group,
        string name,
        IReadOnlyList<string> defaultValue,
        string help,
        string[]? deprecated = null
    ) => ListOf(group, name, defaultValue, help, item => item, "texts, separated by commas", deprecated);

    /// <param name="item">Reads one item; throws <see cref="FormatException"/>.</param>
    /// <param name="allowed">The items that are allowed, in words.</param>
    public static ConfigOption<IReadOnlyList<T>> ListOf<T>(
        string group,
        string name,
        IReadOnlyList<T> defaultValue,
        string help,
        Func<string, T> item,
        string allowed,
        string[]? deprecated = null
    ) =>
        new()
        {
            Group = group,
            Name = name,
            Default = defaultValue,
            Help = help,
            DeprecatedNames = deprecated ?? [],
            TypeName = "list",
            Allowed = allowed,
            Parse = text => ValueParsers.List(text, item),
        };

    public static ConfigOption<IReadOnlyDictionary<string, string>> Dict(
        string group,
        string name,
        IReadOnlyDictionary<string, string> defaultValue,
        string help,
        string[]? deprecated = null
    ) =>
        new()
        {
            Group = group,
            Name = name,
            Default = defaultValue,
            Help = help,
            DeprecatedNames = deprecated ?? [],
            TypeName = "pairs",
            Allowed = "name:value pairs, separated by commas",
            Parse = ValueParsers.Dict,
        };

    /// <summary>May stand more than once; every occurrence counts, those of earlier files first.</summary>
    public static ConfigOption<IReadOnlyList<string>> MultiStr(
        string group,
        string name,
        IReadOnlyList<string> defaultValue,
        string help,
        string[]? deprecated = null,
        bool secret = false
    ) =>
        new()
        {
            Group = group,
            Name = name,
            Default = defaultValue,
            Help = help,
            DeprecatedNames = deprecated ?? [],
            Secret = secret,
            TypeName = "text, may be repeated",
            Allowed = AnyText,
            Parse = text => [text],
            ParseMany = texts => [.. texts],
        };

    /// <summary>Accepted without effect; <paramref name="reason"/> is one sentence.</summary>
    public static ConfigOption<string?> Ignored(string group, string name, string reason, bool secret = false) =>
        new()
        {
            Group = group,
            Name = name,
            Default = null,
            Help = "Accepted so that existing files work; it has no effect.",
            Ignored = true,
            IgnoredReason = reason,
            Secret = secret,
            Allowed = AnyText,
            Parse = text => text,
        };

    private static string Checked(string text, Func<string, bool>? isAllowed) =>
        isAllowed is null || isAllowed(text) ? text : throw new FormatException("not allowed here");
}
