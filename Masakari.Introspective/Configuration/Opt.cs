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

    public static ConfigOption<string?> Str(
        string group,
        string name,
        string? defaultValue,
        string help,
        string? unit = null,
        string[]? deprecated = null,
        bool secret = false
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
            Allowed = "text",
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
            Parse = bool.Parse,
        };

    public static ConfigOption<double> Float(
        string group,
        string name,
        double defaultValue,
        string help,
        double min = double.MinValue,
        double max = double.MaxValue,
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
            Parse = text => double.Parse(text, CultureInfo.InvariantCulture),
        };
}
