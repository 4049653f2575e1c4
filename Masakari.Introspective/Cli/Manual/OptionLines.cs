using Masakari.Introspective.Cli.Tree;

namespace Masakari.Introspective.Cli.Manual;

/// <summary>How a page shows options and arguments.</summary>
internal static class OptionLines
{
    /// <summary>The words after the command in its synopsis.</summary>
    public static string Synopsis(CommandNode command)
    {
        var parts = new List<string>();
        if (command.Children.Count > 0)
        {
            parts.Add("COMMAND");
        }

        parts.AddRange(command.Options.Where(option => !option.IsOptional).Select(Usage));
        if (command.Options.Any(option => option.IsOptional))
        {
            parts.Add("[OPTION]...");
        }

        parts.AddRange(
            command.Arguments.Select(argument =>
                (argument.IsOptional ? $"[{argument.ValueName}]" : argument.ValueName)
                + (argument.IsRepeatable ? "..." : "")
            )
        );
        return string.Join(' ', parts);
    }

    public static void Write(IEnumerable<OptionNode> options, RoffPage page)
    {
        foreach (var option in options)
        {
            page.Item(Usage(option), option.Help.Length == 0 ? "No description." : option.Help);
        }
    }

    private static string Usage(OptionNode option)
    {
        if (!option.Name.StartsWith('-'))
        {
            return option.ValueName;
        }

        var names = string.Join(", ", option.Names);
        return option.TakesValue ? $"{names} {option.ValueName}" : names;
    }
}
