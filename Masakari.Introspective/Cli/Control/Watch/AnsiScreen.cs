using System.Text;
using Masakari.Introspective.Cli.Output;

namespace Masakari.Introspective.Cli.Control.Watch;

/// <summary>Lines of cells as what a terminal is sent. Pure.</summary>
internal static class AnsiScreen
{
    /// <summary>The second screen, so that what was there comes back; no cursor; long lines are cut, not wrapped.</summary>
    public const string Enter = "\e[?1049h\e[?25l\e[?7l";

    /// <summary>As it was before.</summary>
    public const string Leave = "\e[0m\e[?7h\e[?25h\e[?1049l";

    /// <summary>Redraws in place, line over line: nothing flickers.</summary>
    public static string Draw(IReadOnlyList<IReadOnlyList<TextCell>> lines, bool isColoured)
    {
        var text = new StringBuilder("\e[H");
        for (var at = 0; at < lines.Count; at++)
        {
            if (at > 0)
            {
                text.Append("\r\n");
            }

            text.AppendJoin("  ", lines[at].Select(cell => Paint(cell, isColoured))).Append("\e[K");
        }

        return text.Append("\e[J").ToString();
    }

    private static string Paint(TextCell cell, bool isColoured)
    {
        // Padding is kept: Shown trims it.
        var shown = cell.Shown;
        var text = shown.PadRight(cell.Text?.Length ?? 0);
        var colour = cell.Tone switch
        {
            _ when !isColoured => null,
            CellTone.Good => "\e[32m",
            CellTone.Warning => "\e[33m",
            CellTone.Bad => "\e[1;31m",
            CellTone.Faint => "\e[90m",
            _ => null,
        };
        return colour is null ? text : $"{colour}{text}\e[0m";
    }
}
