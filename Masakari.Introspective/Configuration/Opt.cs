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
        string[]? deprecated = null
    ) =>
        new()
        {
            Group = group,
            Name = name,
            Default = defaultValue,
            Help = help,
            DeprecatedNames = deprecated ?? [],
            Allowed = "text",
            Parse = text => text,
        };
}
