namespace Masakari.Introspective.Configuration;

/// <summary>Writes the reference as Markdown: one table per group, the options without effect after the others.</summary>
internal static class ReferenceWriter
{
    private const string Head =
        "# Configuration reference\n\nEvery option that is read, and every one that is accepted without effect. Printed by "
        + "`masakari-introspective config reference`;\n[configure.md](configure.md) says where the file is looked for and how "
        + "it is written.\n\n";

    public static void Write(OptionCatalogue catalogue, TextWriter writer)
    {
        writer.Write(Head);
        foreach (var group in catalogue.Options.GroupBy(option => option.Group, StringComparer.Ordinal))
        {
            writer.Write($"## [{group.Key}]\n\n");
            var honoured = group.Where(option => !option.Ignored).ToList();
            if (honoured.Count > 0)
            {
                writer.Write("| Option | Type | Default | Unit | Allowed | Meaning |\n|---|---|---|---|---|---|\n");
                honoured.ForEach(option => WriteHonoured(option, catalogue.OldNames(option), writer));
                writer.Write('\n');
            }

            var ignored = group.Where(option => option.Ignored).ToList();
            if (ignored.Count > 0)
            {
                writer.Write("| Accepted without effect | Why |\n|---|---|\n");
                ignored.ForEach(o => writer.Write($"| {Code(o.Name)} | {Cell(o.IgnoredReason ?? "")} |\n"));
                writer.Write('\n');
            }
        }
    }

    private static void WriteHonoured(ConfigOption option, IReadOnlyList<OptionKey> oldNames, TextWriter writer)
    {
        var fallback = option.DefaultDisplay switch
        {
            null => "not set",
            "" => "empty",
            var text => Code(text),
        };
        var old =
            oldNames.Count == 0 ? "" : $" Older names: {string.Join(", ", oldNames.Select(n => Code(n.ToString())))}.";
        writer.Write(
            $"| {Code(option.Name)} | {Cell(option.TypeName)} | {fallback} | {Cell(option.Unit ?? "")} "
                + $"| {Cell(option.AllowedText)} | {Cell(option.Help)}{old} |\n"
        );
    }

    private static string Code(string text) => $"`{Cell(text)}`";

    private static string Cell(string text) =>
        text.Replace("|", @"\|", StringComparison.Ordinal).Replace('\n', ' ').Trim();
}
