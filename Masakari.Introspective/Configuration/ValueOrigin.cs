using System.Globalization;

namespace Masakari.Introspective.Configuration;

/// <summary>Where a value was said: a line of a file, an environment variable, or the command line.</summary>
internal sealed record ValueOrigin
{
    private ValueOrigin(string text) => Text = text;

    /// <summary>Null for the environment and the command line.</summary>
    public string? File { get; private init; }

    /// <summary>From 1; 0 where <see cref="File"/> is null.</summary>
    public int Line { get; private init; }

    private string Text { get; }

    public static ValueOrigin InFile(string file, int line) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{file}:{line}")) { File = file, Line = line };

    public static ValueOrigin InEnvironment(string variable) => new("environment variable " + variable);

    public static ValueOrigin OnCommandLine(string flag) => new("command line " + flag);

    public override string ToString() => Text;
}
