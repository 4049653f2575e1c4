namespace Masakari.Introspective.Configuration;

/// <summary>Upstream's help text shows its regular expression as Python source, and people paste it as it stands.</summary>
internal static class RawPythonString
{
    /// <summary>What stands between the quotes of <c>r'...'</c> or <c>r"..."</c>; null for any other text.</summary>
    public static string? Unwrap(string text) =>
        text.Length >= 3 && text[0] is 'r' or 'R' && text[1] is '\'' or '"' && text[^1] == text[1] ? text[2..^1] : null;

    public static string? Caution(string text) =>
        Unwrap(text) is null
            ? null
            : "is written as a Python raw string, which can never match; it is read without the r and the quotes, remove them";
}
