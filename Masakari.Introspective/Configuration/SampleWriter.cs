namespace Masakari.Introspective.Configuration;

/// <summary>
/// Writes the sample file: every option that has an effect, commented out with its default, so that taking the
/// comment sign away changes nothing.
/// </summary>
internal static class SampleWriter
{
    private const int Width = 78;

    public static void Write(OptionCatalogue catalogue, TextWriter writer)
    {
        var groups = catalogue.Options.Where(option => !option.Ignored).GroupBy(o => o.Group, StringComparer.Ordinal);
        var first = true;
        foreach (var group in groups)
        {
            if (!first)
            {
                writer.Write("\n\n");
            }

            first = false;
            writer.Write($"[{group.Key}]\n");
            foreach (var option in group)
            {
                Write(option, catalogue.OldNames(option), writer);
            }
        }
    }

    private static void Write(ConfigOption option, IReadOnlyList<OptionKey> oldNames, TextWriter writer)
    {
        writer.Write('\n');
        var unit = option.Unit is null ? "" : $", in {option.Unit}";
        foreach (var line in Wrap($"{option.Help} ({option.TypeName}{unit})"))
        {
            writer.Write($"# {line}\n");
        }

        foreach (var line in Wrap($"Allowed: {option.AllowedText}."))
        {
            writer.Write($"# {line}\n");
        }

        foreach (var name in oldNames)
        {
            writer.Write($"# Older name: {name}\n");
        }

        if (option.DefaultDisplay is { } text)
        {
            writer.Write($"#{option.Name} = {IniText.Quote(text)}".TrimEnd() + "\n");
        }
        else
        {
            writer.Write($"# Not set by default.\n#{option.Name} = <value>\n");
        }
    }

    private static IEnumerable<string> Wrap(string text)
    {
        var line = "";
        foreach (var word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        yield return line;
    }
}
