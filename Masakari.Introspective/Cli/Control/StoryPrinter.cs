using System.Globalization;
using Masakari.Introspective.Cli.Output;
using Masakari.Introspective.Diagnostics.Explain;

namespace Masakari.Introspective.Cli.Control;

/// <summary>Entries of the story, one a line, fit for a terminal.</summary>
internal static class StoryPrinter
{
    /// <summary>Days as headings, and under them times and sentences.</summary>
    public static void PrintByDay(TextWriter output, IEnumerable<EventView> events)
    {
        string? day = null;
        foreach (var one in events)
        {
            var date = one.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            if (date != day)
            {
                output.WriteLine(day = date);
            }

            output.WriteLine($"  {Time(one)}  {Words(one)}");
        }
    }

    /// <summary>With the day and the name in each line.</summary>
    public static void PrintLine(TextWriter output, EventView one) =>
        output.WriteLine($"{Control.Words.Time(one.At)}  {Clean(one.Name)}  {Words(one)}");

    /// <summary>A time, and what was.</summary>
    public static string Short(EventView one) => $"{Time(one)} {Words(one)}";

    /// <summary>Any text as one printable line.</summary>
    public static string Clean(string? text) => new TextCell(text).Shown;

    private static string Time(EventView one) =>
        one.At.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Words(EventView one) =>
        Clean(one.WhyNot is { } whyNot ? $"{one.Sentence} {whyNot}" : one.Sentence);
}
