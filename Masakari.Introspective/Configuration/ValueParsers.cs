namespace Masakari.Introspective.Configuration;

/// <summary>
/// Turns texts into values by the rules of oslo.config's types. Each throws <see cref="FormatException"/> whose message
/// says what is wrong; the caller adds where, and what is allowed.
/// </summary>
internal static class ValueParsers
{
    private static readonly HashSet<string> TrueWords = new(["true", "1", "on", "yes"], StringComparer.Ordinal);
    private static readonly HashSet<string> FalseWords = new(["false", "0", "off", "no"], StringComparer.Ordinal);

    public static bool Bool(string text)
    {
        var word = PythonText.Lower(text);
        return TrueWords.Contains(word)
            || (FalseWords.Contains(word) ? false : throw new FormatException("not a boolean"));
    }

    public static int Int(string text, int min, int max) =>
        OptionalInt(text, min, max) ?? throw new FormatException("empty, but a number is needed");

    /// <summary>As <see cref="Int"/>, but an empty text means "not set".</summary>
    public static int? OptionalInt(string text, int min, int max)
    {
        if (PythonText.Strip(text).Length == 0)
        {
            return null;
        }

        var value = PythonText.TryInt(text) ?? throw new FormatException("not an integer");
        return value < min || value > max ? throw new FormatException("out of range") : (int)value;
    }

    public static double Float(string text, double min, double max) =>
        OptionalFloat(text, min, max) ?? throw new FormatException("empty, but a number is needed");

    /// <summary>As <see cref="Float"/>, but an empty text means "not set". Stricter than oslo.config: NaN is refused.</summary>
    public static double? OptionalFloat(string text, double min, double max)
    {
        if (PythonText.Strip(text).Length == 0)
        {
            return null;
        }

        var value = PythonText.TryFloat(text) ?? throw new FormatException("not a number");
        return value >= min && value <= max ? value : throw new FormatException("out of range");
    }

    public static string Choice(string text, IReadOnlyList<string> choices, bool ignoreCase)
    {
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return choices.FirstOrDefault(choice => string.Equals(choice, text, comparison))
            ?? throw new FormatException("not one of the choices");
    }

    /// <summary>
    /// A comma-separated list. A part that <paramref name="item"/> refuses is glued to the next one and tried again, so
    /// that items which contain commas themselves survive.
    /// </summary>
    public static IReadOnlyList<T> List<T>(string text, Func<string, T> item)
    {
        var body = PythonText.Strip(text).TrimEnd(',');
        if (body.Length == 0)
        {
            return [];
        }

        var parts = new Queue<string>(body.Split(','));
        var result = new List<T>();
        while (parts.Count > 0)
        {
            result.Add(Glue(parts, part => item(PythonText.Strip(part))));
        }

        return result;
    }

    /// <summary>Pairs <c>name:value</c>, separated by commas; a part without colon is glued to the next one.</summary>
    public static IReadOnlyDictionary<string, string> Dict(string text)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        var body = PythonText.Strip(text);
        if (body.Length == 0)
        {
            return result;
        }

        var parts = new Queue<string>(body.Split(','));
        while (parts.Count > 0)
        {
            var (name, value) = Glue(parts, Pair);
            if (name.Length == 0)
            {
                throw new FormatException("a pair without a name");
            }

            if (!result.TryAdd(name, value))
            {
                throw new FormatException($"the name '{name}' stands there twice");
            }
        }

        return result;
    }

    private static (string Name, string Value) Pair(string part)
    {
        var colon = part.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? throw new FormatException("not a list of name:value pairs")
            : (PythonText.Strip(part[..colon]), PythonText.Strip(part[(colon + 1)..]));
    }

    private static T Glue<T>(Queue<string> parts, Func<string, T> parse)
    {
        var part = parts.Dequeue();
        while (true)
        {
            try
            {
                return parse(part);
            }
            catch (FormatException) when (parts.Count > 0)
            {
                part += "," + parts.Dequeue();
            }
        }
    }
}
