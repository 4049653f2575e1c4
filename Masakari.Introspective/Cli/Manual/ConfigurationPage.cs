using Masakari.Introspective.Configuration;
using Masakari.Introspective.Hosting.Roles;

namespace Masakari.Introspective.Cli.Manual;

/// <summary>masakarimonitors.conf(5): every option of the catalogue.</summary>
internal static class ConfigurationPage
{
    public static void Write(OptionCatalogue catalogue, RoffPage page)
    {
        page.Title("masakarimonitors.conf", 5, "configuration of the masakari monitors");
        page.Section("DESCRIPTION");
        page.Text(
            "Groups in brackets, below each the lines NAME = VALUE; a line that begins with # or ; is a comment, one that begins "
                + "with a blank goes on with the line before. $OPTION and ${GROUP.OPTION} stand for another option's value, $$ for $."
        );
        page.Paragraph(
            "Read in this order, the last value wins: masakarimonitors.conf, then a file named after the program, "
                + $"{RoleNames.Full}.conf, each in the first of ~/.masakarimonitors, ~, /etc/masakarimonitors and /etc that has it; "
                + "the *.conf files of masakarimonitors.conf.d and of the folder named after the program, in the same places; "
                + "environment variables OS_GROUP__OPTION; the command line. --config-file and --config-dir replace the defaults."
        );
        page.Example($"{RoleNames.Full} config validate", $"{RoleNames.Full} config show");
        foreach (var group in catalogue.Options.GroupBy(option => option.Group, StringComparer.Ordinal))
        {
            var honoured = group.Where(option => !option.Ignored).ToList();
            if (honoured.Count > 0)
            {
                page.Section($"[{group.Key}]");
                honoured.ForEach(option => page.Item(option.Name, Describe(option, catalogue.OldNames(option))));
            }
        }

        page.Section("ACCEPTED WITHOUT EFFECT");
        foreach (var option in catalogue.Options.Where(option => option.Ignored))
        {
            page.Item($"[{option.Group}] {option.Name}", option.IgnoredReason ?? "No effect here.");
        }

        page.Section("SEE ALSO");
        page.Text($"{RoleNames.Full}(1), {RoleNames.Full}(8)");
    }

    private static string Describe(ConfigOption option, IReadOnlyList<OptionKey> oldNames)
    {
        var unit = option.Unit is null ? "" : $", in {option.Unit}";
        var fallback = option.DefaultDisplay switch
        {
            null => "Not set by default.",
            "" => "Default: empty.",
            var text => $"Default: {text}{(option.Unit is null ? "" : $" {option.Unit}")}.",
        };
        var old = oldNames.Count == 0 ? "" : $" Older names: {string.Join(", ", oldNames)}.";
        var secret = option.Secret ? " Never printed." : "";
        return $"{option.Help.Trim()} Type: {option.TypeName}{unit}. Allowed: {option.AllowedText}. {fallback}{old}{secret}";
    }
}
