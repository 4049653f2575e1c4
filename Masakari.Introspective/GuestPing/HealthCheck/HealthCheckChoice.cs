namespace Masakari.Introspective.GuestPing.HealthCheck;

/// <summary>Which program checks a guest.</summary>
/// <param name="Path">The program; null where the guest is not checked.</param>
/// <param name="NotAllowed">What its metadata or flavor names and the operator does not allow; null where there is none.</param>
internal sealed record HealthCheckChoice(string? Path, string? NotAllowed = null)
{
    /// <summary>Metadata key or flavor extra spec.</summary>
    public const string Key = "masakari:health_check";

    /// <param name="wished">The key's value, metadata over flavor; null where neither has it.</param>
    public static HealthCheckChoice Of(HealthCheckOptions options, string? wished)
    {
        var own = options.Path.Length > 0 ? options.Path : null;
        return wished?.Trim() switch
        {
            null or "" => new HealthCheckChoice(own),
            var word when word.Equals("false", StringComparison.OrdinalIgnoreCase) => new HealthCheckChoice(Path: null),
            var path when options.Allowed.Any(pattern => Matches(pattern, path)) => new HealthCheckChoice(path),
            var path => new HealthCheckChoice(own, NotAllowed: path),
        };
    }

    /// <summary>What separates names, in a Windows guest too.</summary>
    private static readonly char[] Separators = ['/', '\\'];

    /// <summary>Only * is special, and it does not cross a separator: /opt/c/* does not reach /opt/c/../../bin/rm.</summary>
    private static bool Matches(string pattern, string path)
    {
        var wanted = pattern.Split(Separators);
        var given = path.Split(Separators);
        return wanted.Length == given.Length
            && wanted.Zip(given).All(part => part.Second is not ".." && MatchesName(part.First, part.Second));
    }

    private static bool MatchesName(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.SequenceEqual(name);
        }

        if (!name.StartsWith(pattern[..star], StringComparison.Ordinal))
        {
            return false;
        }

        for (var from = star; from <= name.Length; from++)
        {
            if (MatchesName(pattern[(star + 1)..], name[from..]))
            {
                return true;
            }
        }

        return false;
    }
}
