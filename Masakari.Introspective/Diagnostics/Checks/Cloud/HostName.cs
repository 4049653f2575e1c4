namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Finds the host that is probably meant. Pure. Masakari and Nova compare names exactly.</summary>
internal static class HostName
{
    /// <summary>The name that differs from <paramref name="wanted"/> only in case, or in having its domain; null where there is none.</summary>
    public static string? NearMiss(string wanted, IEnumerable<string> names)
    {
        var others = names.Where(name => name != wanted).ToList();
        return others.Find(name => Same(name, wanted))
            ?? others.Find(name => IsShortOf(name, wanted) || IsShortOf(wanted, name));
    }

    /// <summary>In what they differ.</summary>
    public static string Difference(string wanted, string other) =>
        Same(wanted, other) ? "they differ in upper and lower case" : "one is a short name, the other has a domain";

    private static bool IsShortOf(string name, string full) =>
        !name.Contains('.', StringComparison.Ordinal)
        && full.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
        && Same(name, full[..dot]);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
