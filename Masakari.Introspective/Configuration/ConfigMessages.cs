namespace Masakari.Introspective.Configuration;

/// <summary>The one-line errors about values. Nothing of a secret value is ever in them.</summary>
internal static class ConfigMessages
{
    private const int MaxShown = 200;

    public static string BadValue(ConfigOption option, ConfiguredValue source, string text, string problem)
    {
        var unit = option.Unit is null ? "" : $" (unit: {option.Unit})";
        return $"{Where(option, source)} = {Shown(option, text)}: {problem}; allowed: {option.AllowedText}{unit}";
    }

    public static string UnknownReference(ConfigOption option, ConfiguredValue source, string name)
    {
        var reference = option.Secret ? "a '$' is followed by a name" : $"${name} refers to a name";
        return $"{Where(option, source)} = {Shown(option, source.Texts[^1])}: {reference} that is no known option; "
            + "allowed: the name of an option, or $$ for a dollar sign";
    }

    public static string Circle(ConfigOption option, ConfiguredValue source) =>
        $"{Where(option, source)} = {Shown(option, source.Texts[^1])}: the options refer to each other in a circle; "
        + "allowed: a reference that ends";

    public static string OneLine(string text)
    {
        var line = text.Replace("\r", @"\r", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        return line.Length > MaxShown ? line[..MaxShown] + "..." : line;
    }

    private static string Where(ConfigOption option, ConfiguredValue source)
    {
        var old = source.OldName is { } name ? $" (written as {name})" : "";
        return $"{source.Origin}: {option.Key}{old}";
    }

    private static string Shown(ConfigOption option, string text) => option.Secret ? "****" : $"'{OneLine(text)}'";
}
