using System.Globalization;

namespace Masakari.Introspective.Configuration;

/// <summary>Makes options of the oslo.config types.</summary>
internal static class Opt
{
    public static ConfigOption<int> Int(
        string group,
        string name,
        int defaultValue,
        string help,
        int min = int.MinValue,
        int max = int.MaxValue,
        string? unit = null,
        string[]? deprecated = null
    ) =>
        new()
        {
            Group = group,
            Name = name,
            Default = defaultValue,
            Help = help,
            Unit = unit,
            DeprecatedNames = deprecated ?? [],
            Allowed = $"{min}..{max}",
            Parse = text => int.Parse(text, CultureInfo.InvariantCulture),
        };

    public static ConfigOption<string> Str(
        string group,
        string name,
        string defaultValue,
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
            Allowed = "any text",
            Parse = text => text,
        };

    public static ConfigOption<bool> Bool(
        string group,
        string name,
        bool defaultValue,
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
            Allowed = "true or false",
            Parse = text =>
                text.ToUpperInvariant() switch
                {
                    "TRUE" or "1" or "ON" or "YES" => true,
                    "FALSE" or "0" or "OFF" or "NO" => false,
                    _ => throw new FormatException("must be true or false"),
                },
        };

    public static ConfigOption<IReadOnlyList<string>> List(
        string group,
        string name,
        string[] defaultValue,
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
            Allowed = "comma-separated list",
            Parse = text => text.Trim().TrimEnd(',').Split(',', StringSplitOptions.TrimEntries),
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
            Parse = text =>
                choices.FirstOrDefault(c =>
                    string.Equals(c, text, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
                ) ?? throw new FormatException($"must be one of {string.Join(", ", choices)}"),
        };
}
