namespace Masakari.Introspective.Configuration;

/// <summary>
/// Reads the INI dialect of oslo.config: comments only at the start of a line, the first of <c>=</c> and <c>:</c>
/// splits, lines that begin with a blank continue the value, one pair of outer quotes goes away.
/// </summary>
internal sealed class IniParser
{
    private readonly string _path;
    private readonly List<IniSection> _sections = [];
    private readonly List<IniEntry> _entries = [];
    private readonly List<string> _errors = [];
    private readonly List<string> _value = [];
    private string? _section;
    private string? _key;
    private int _keyLine;
    private int _line;

    private IniParser(string path) => _path = path;

    /// <param name="path">Name of the file, for messages.</param>
    /// <param name="text">The whole file.</param>
    /// <exception cref="ConfigException">The file has malformed lines: one line of message each, with file and line.</exception>
    public static IniFile Parse(string path, string text)
    {
        var parser = new IniParser(path);
        foreach (var line in Lines(text))
        {
            parser._line++;
            parser.Take(PythonText.StripEnd(line));
        }

        parser.Flush();
        return parser._errors.Count == 0
            ? new IniFile(path, parser._sections, parser._entries)
            : throw new ConfigException(string.Join('\n', parser._errors));
    }

    private static string[] Lines(string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');

    private void Take(string line)
    {
        if (line.Length == 0)
        {
            Flush();
            return;
        }

        if (line[0] is ' ' or '\t')
        {
            Continue(line);
            return;
        }

        Flush();
        switch (line[0])
        {
            case '[':
                TakeSection(line);
                break;
            case '#' or ';':
                break;
            default:
                TakeAssignment(line);
                break;
        }
    }

    private void Continue(string line)
    {
        if (_key is null)
        {
            Error("the line begins with a blank but there is no value to continue; remove the blank");
            return;
        }

        _value.Add(PythonText.StripStart(line));
    }

    private void TakeSection(string line)
    {
        if (line[^1] != ']')
        {
            Error("a section name must end with ']' and nothing may follow it");
        }
        else if (line.Length <= 2)
        {
            Error("the section name is empty");
        }
        else
        {
            _section = line[1..^1];
            _sections.Add(new IniSection(_section, _line));
        }
    }

    private void TakeAssignment(string line)
    {
        if (_line == 1 && line[0] == '\ufeff')
        {
            Error("the file begins with a byte order mark; save it as UTF-8 without one");
            return;
        }

        var split = line.AsSpan().IndexOfAny('=', ':');
        if (split < 0)
        {
            Error("there is no '=' or ':' after the option's name");
            return;
        }

        var key = PythonText.Strip(line[..split]);
        if (key.Length == 0)
        {
            Error("there is no option name before '=' or ':'");
            return;
        }

        if (_section is null)
        {
            // A broken header has been told already; its options are not the next mistake.
            if (_errors.Count == 0)
            {
                Error($"'{key}' stands before the first section; put [DEFAULT] above it");
            }

            return;
        }

        _key = key;
        _keyLine = _line;
        _value.Add(Unquote(PythonText.Strip(line[(split + 1)..])));
    }

    private static string Unquote(string value) =>
        value.Length > 0 && value[0] is '"' or '\'' && value[0] == value[^1]
            ? value[1..Math.Max(1, value.Length - 1)]
            : value;

    private void Flush()
    {
        if (_key is not null)
        {
            _entries.Add(new IniEntry(_section!, _key, string.Join('\n', _value), _keyLine));
        }

        _key = null;
        _value.Clear();
    }

    private void Error(string what) => _errors.Add($"{_path}:{_line}: {what}");
}
