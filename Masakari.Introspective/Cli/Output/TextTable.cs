namespace Masakari.Introspective.Cli.Output;

/// <summary>Rows to print; the same on a terminal and on a pipe.</summary>
internal sealed class TextTable(params string[] headers)
{
    private readonly List<IReadOnlyList<TextCell>> _rows = [];

    public IReadOnlyList<string> Headers => headers;

    public IReadOnlyList<IReadOnlyList<TextCell>> Rows => _rows;

    /// <summary>Two columns, field and value: one object's properties.</summary>
    public static TextTable OfFields(params (string Field, TextCell Value)[] fields)
    {
        var table = new TextTable("field", "value");
        foreach (var (field, value) in fields)
        {
            table.Add(field, value);
        }

        return table;
    }

    /// <exception cref="ArgumentException">Not one cell for each header.</exception>
    public void Add(params TextCell[] cells)
    {
        if (cells.Length != headers.Length)
        {
            throw new ArgumentException($"{cells.Length} cells under {headers.Length} headers.", nameof(cells));
        }

        _rows.Add(cells);
    }

    /// <summary>Width of each column in characters, header included.</summary>
    public IReadOnlyList<int> Widths() =>
        [
            .. headers.Select(
                (header, column) => _rows.Select(row => row[column].Shown.Length).Append(header.Length).Max()
            ),
        ];
}
