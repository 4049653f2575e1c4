using System.Globalization;
using System.Text;
using Masakari.Introspective.Agent.Platform;

namespace Masakari.Introspective.Agent.Configuration;

/// <summary>Reads values; each returns false for one that is not allowed.</summary>
internal static class OptionValues
{
    private const int MayExecute = 1;

    public static bool Number(string text, int least, int most, Action<int> set)
    {
        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        set(number);
        return isNumber && number >= least && number <= most;
    }

    public static bool Word<T>(string text, Action<T> set, params ReadOnlySpan<(string Word, T Value)> words)
    {
        foreach (var (word, value) in words)
        {
            if (string.Equals(text, word, StringComparison.Ordinal))
            {
                set(value);
                return true;
            }
        }

        return false;
    }

    public static bool Text(string text, int limit, Action<string> set)
    {
        set(text);
        return Bytes(text) <= limit;
    }

    public static bool Program(string path, Action<string> set)
    {
        set(path);
        return path.Length == 0 || (path.StartsWith('/') && File.Exists(path) && Libc.Access(path, MayExecute) == 0);
    }

    public static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>Lets an assignment stand in a condition.</summary>
    public static bool Taken(string value) => value is not null;
}
