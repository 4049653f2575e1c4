using Spectre.Console;

namespace Masakari.Introspective.Cli.Output;

/// <summary>
/// Prints tables. On a pipe: one row a line, columns padded and two blanks apart, no colour, never wrapped. On a terminal
/// that is wide enough: with rules and colours (NO_COLOR switches those off).
/// </summary>
internal static class TablePrinter
{
    /// <summary>What a border and its padding take of the line, for each column and once.</summary>
    private const int FramePerColumn = 3;
    private const int Frame = 1;

    /// <summary>Pretty only where <paramref name="output"/> is this process's terminal.</summary>
    public static void Print(TextWriter output, TextTable table) =>
        Print(output, table, ReferenceEquals(output, Console.Out) ? TerminalWidth() : null);

    /// <param name="terminalWidth">Columns of the terminal; null where there is none.</param>
    public static void Print(TextWriter output, TextTable table, int? terminalWidth)
    {
        var widths = table.Widths();
        if (terminalWidth is { } width && widths.Sum() + (FramePerColumn * widths.Count) + Frame <= width)
        {
            PrintPretty(output, table, width);
            return;
        }

        PrintLine(output, table.Headers, widths);
        foreach (var row in table.Rows)
        {
            PrintLine(output, [.. row.Select(cell => cell.Shown)], widths);
        }
    }

    private static void PrintLine(TextWriter output, IReadOnlyList<string> cells, IReadOnlyList<int> widths) =>
        output.WriteLine(string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());

    private static void PrintPretty(TextWriter output, TextTable table, int width)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
                    ? ColorSystemSupport.NoColors
                    : ColorSystemSupport.Standard,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(output),
            }
        );
        console.Profile.Width = width;
        var pretty = new Table { Border = TableBorder.Rounded };
        foreach (var header in table.Headers)
        {
            pretty.AddColumn(new TableColumn(new Text(header, new Style(decoration: Decoration.Bold))).NoWrap());
        }

        foreach (var row in table.Rows)
        {
            pretty.AddRow(row.Select(cell => new Text(cell.Shown, StyleOf(cell.Tone))));
        }

        console.Write(pretty);
    }

    private static Style StyleOf(CellTone tone) =>
        tone switch
        {
            CellTone.Good => new Style(Color.Green),
            CellTone.Warning => new Style(Color.Yellow),
            CellTone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
            CellTone.Faint => new Style(Color.Grey),
            _ => Style.Plain,
        };

    /// <summary>Null on a pipe, in a file, and on a terminal that cannot move its cursor.</summary>
    private static int? TerminalWidth() =>
        Console.IsOutputRedirected || Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb"
            ? null
            : Console.WindowWidth;
}
