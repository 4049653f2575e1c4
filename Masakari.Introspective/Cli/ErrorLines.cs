using Masakari.Introspective.Hosting.Roles;
using Masakari.Introspective.Protocol.Text;

namespace Masakari.Introspective.Cli;

/// <summary>Errors on standard error: one line each, with the program's name, fit for a terminal.</summary>
internal static class ErrorLines
{
    /// <summary>UTF-8 bytes of a line; more is cut.</summary>
    private const int Limit = 2000;

    public static void Write(TextWriter errors, string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            errors.WriteLine($"{Role.Full.Program()}: {WireText.Clean(line, Limit)}");
        }
    }
}
