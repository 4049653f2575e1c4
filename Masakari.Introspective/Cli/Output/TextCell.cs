using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Cli.Output;

/// <summary>One cell of a table: any text, hostile ones included.</summary>
internal readonly record struct TextCell(string? Text, CellTone Tone = CellTone.Plain)
{
    /// <summary>UTF-8 bytes of a cell; more is cut.</summary>
    private const int Limit = 1000;

    /// <summary>
    /// One printable line, fit for a terminal. An empty value is a dash: columns stay countable for programs that split at
    /// blanks.
    /// </summary>
    public string Shown => WireText.Clean(Text ?? "", Limit).Trim() is { Length: > 0 } clean ? clean : "-";

    public static implicit operator TextCell(string? text) => new(text);
}
