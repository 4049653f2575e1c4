using System.Globalization;

namespace Masakari.Introspective.Configuration;

/// <summary>Makes options of the oslo.config types. Ranges are inclusive.</summary>
internal static partial class Opt
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
            TypeName = "integer",
            Allowed = IntRange(min, max),
            Parse = text => ValueParsers.Int(text, min, max),
        };

    /// <summary>An integer that is unset by default; an empty text leaves it unset.</summary>
    public static ConfigOption<int?> OptionalInt(
        string group,
        string name,
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
            Default = null,
            Help = help,
            Unit = unit,
            DeprecatedNames = deprecated ?? [],
            TypeName = "integer",
            Allowed = IntRange(min, max),
            Parse = text => ValueParsers.OptionalInt(text, min, max),
        };

    public static ConfigOption<int> Port(
        string group,
        string name,
        int defaultValue,
        string help,
        int min = 0,
        int max = 65535,
        string[]? deprecated = null
    ) =>
        new()
        {
            Group = group,
            Name = name,
            Default = defaultValue,
            Help = help,
            DeprecatedNames = deprecated ?? [],
            TypeName = "port",
            Allowed = IntRange(min, max),
            Parse = text => ValueParsers.Int(text, min, max),
        };

    public static ConfigOption<double> Float(
        string group,
        string name,
        double defaultValue,
        string help,
        double min = double.NegativeInfinity,
        double max = double.PositiveInfinity,
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
            TypeName = "number",
            Allowed = FloatRange(min, max),
            Parse = text => ValueParsers.Float(text, min, max),
        };

    /// <summary>A number that is unset by default; an empty text leaves it unset.</summary>
    public static ConfigOption<double?> OptionalFloat(
        string group,
        string name,
        string help,
        double min = double.NegativeInfinity,
        double max = double.PositiveInfinity,
        string? unit = null,
        string[]? deprecated = null
    ) =>
        new()
        {
            Group = group,
            Name = name,
            Default = null,
            Help = help,
            Unit = unit,
            DeprecatedNames = deprecated ?? [],
            TypeName = "number",
            Allowed = FloatRange(min, max),
            Parse = text => ValueParsers.OptionalFloat(text, min, max),
        };

    /// <summary>A duration, written in seconds; fractions are allowed. The largest duration is 10 years.</summary>
    public static ConfigOption<TimeSpan> Seconds(
        string group,
        string name,
        double defaultValue,
        string help,
        double min = 0,
        double max = MaxSeconds,
        string[]? deprecated = null
    ) =>
        new()
        {
            Group = group,
            Name = name,
            Default = TimeSpan.FromSeconds(defaultValue),
            Help = help,
            Unit = "s",
            DeprecatedNames = deprecated ?? [],
            TypeName = "number",
            Allowed = FloatRange(min, max),
            Parse = text => TimeSpan.FromSeconds(ValueParsers.Float(text, min, max)),
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
            TypeName = "boolean",
            Allowed = "true, 1, on, yes, false, 0, off, no",
            Parse = ValueParsers.Bool,
        };

    private const double MaxSeconds = 315_360_000;

    private static string IntRange(int min, int max) =>
        (min, max) switch
        {
            (int.MinValue, int.MaxValue) => "any integer",
            (_, int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"{min} or more"),
            (int.MinValue, _) => string.Create(CultureInfo.InvariantCulture, $"{max} or less"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{min}..{max}"),
        };

    private static string FloatRange(double min, double max)
    {
        var open = double.IsPositiveInfinity(max) || max >= MaxSeconds;
        return (double.IsNegativeInfinity(min), open) switch
        {
            (true, true) => "any number",
            (false, true) => string.Create(CultureInfo.InvariantCulture, $"{min} or more"),
            (true, false) => string.Create(CultureInfo.InvariantCulture, $"{max} or less"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{min}..{max}"),
        };
    }
}
