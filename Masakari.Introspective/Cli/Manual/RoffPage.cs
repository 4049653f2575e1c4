namespace Masakari.Introspective.Cli.Manual;

/// <summary>Writes one manual page with the macros of man(7). All text given to it is plain; what roff would read as its own is escaped.</summary>
internal sealed class RoffPage(TextWriter output, string date, string version)
{
    private const int Width = 78;

    /// <summary>Nothing was written since the heading: there a paragraph begins by itself.</summary>
    private bool _isFresh;

    public void Title(string name, int section, string summary)
    {
        Line($".TH \"{Escape(name.ToUpperInvariant())}\" {section} {date} \"masakari-introspective {version}\"");
        Section("NAME");
        Line($"{Escape(name)} \\- {Escape(summary)}");
    }

    public void Section(string title)
    {
        Line($".SH \"{Escape(title)}\"");
        _isFresh = true;
    }

    public void Subsection(string title) =>
        Line($".SS \"{Escape(title).Replace("\"", "\\(dq", StringComparison.Ordinal)}\"");

    /// <summary>A paragraph that is filled and wrapped.</summary>
    public void Paragraph(string text)
    {
        Line(".PP");
        Text(text);
    }

    /// <summary>The first paragraph after a heading: there the break is made already.</summary>
    public void Text(string text) => Fill(text);

    /// <summary>A command line: its words in bold, the rest as it is.</summary>
    public void Synopsis(string command, string rest)
    {
        if (!_isFresh)
        {
            Line(".PP");
        }

        Line($"\\fB{Escape(command)}\\fR {Escape(rest)}".TrimEnd());
    }

    /// <summary>A term in bold and what is said about it.</summary>
    public void Item(string term, string text)
    {
        Line(".TP");
        Line($"\\fB{Escape(term)}\\fR");
        Fill(text);
    }

    /// <summary>Lines that are kept as they are, as examples.</summary>
    public void Example(params string[] lines)
    {
        Line(".PP");
        Line(".RS 4");
        Line(".nf");
        foreach (var line in lines)
        {
            Line(Guard(Escape(line)));
        }

        Line(".fi");
        Line(".RE");
    }

    private static string Escape(string text) =>
        text.Replace(@"\", @"\e", StringComparison.Ordinal).Replace("-", @"\-", StringComparison.Ordinal);

    /// <summary>A line that begins with a control character would be a macro.</summary>
    private static string Guard(string line) => line.StartsWith('.') || line.StartsWith('\'') ? @"\&" + line : line;

    private void Fill(string text)
    {
        var line = "";
        foreach (var word in Escape(text).Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > Width)
            {
                Line(Guard(line));
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        Line(Guard(line));
    }

    private void Line(string line)
    {
        _isFresh = false;
        output.Write(line + "\n");
    }
}
