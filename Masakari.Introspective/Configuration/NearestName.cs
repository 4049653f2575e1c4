namespace Masakari.Introspective.Configuration;

/// <summary>Finds the name that a misspelt one was meant to be.</summary>
internal static class NearestName
{
    /// <summary>
    /// The candidate with the fewest edits (insert, delete, replace, swap neighbours; letter case and <c>-</c> for
    /// <c>_</c> are free); null when more than a third of the letters would have to change.
    /// </summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        var wanted = Fold(name);
        return candidates
            .Select(candidate => (Name: candidate, Edits: Distance(wanted, Fold(candidate))))
            .Where(hit => hit.Edits <= Math.Max(1, Math.Min(wanted.Length, hit.Name.Length) / 3))
            .OrderBy(hit => hit.Edits)
            .ThenBy(hit => hit.Name, StringComparer.Ordinal)
            .Select(hit => hit.Name)
            .FirstOrDefault();
    }

    /// <remarks>Optimal string alignment, three rows.</remarks>
    public static int Distance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last) = (last, row);
        }

        return last[b.Length];
    }

    private static string Fold(string name) => PythonText.Lower(name).Replace('-', '_');
}
