namespace Masakari.Introspective.Cli.Output;

/// <summary>Finds the one object that a person means: by uuid, by name, or by a prefix that fits no other.</summary>
internal static class NameMatch
{
    private const int MostNames = 10;

    /// <param name="kind">What the objects are, for the error: <c>segment</c>.</param>
    /// <param name="text">What was typed. An exact uuid comes before an exact name, and both before prefixes.</param>
    /// <exception cref="CommandFailure">None fits, or several do.</exception>
    public static T Find<T>(
        string kind,
        string text,
        IReadOnlyCollection<T> all,
        Func<T, string> uuid,
        Func<T, string> name
    )
        where T : class
    {
        if (Exact(text, all, uuid, name) is { } exact)
        {
            return exact;
        }

        var fitting = all.Where(one =>
                text.Length > 0
                && (
                    name(one).StartsWith(text, StringComparison.Ordinal)
                    || uuid(one).StartsWith(text, StringComparison.OrdinalIgnoreCase)
                )
            )
            .ToList();
        return fitting.Count switch
        {
            1 => fitting[0],
            0 => throw new CommandFailure(
                all.Count == 0
                    ? $"There is no {kind} '{text}': there is none at all."
                    : $"There is no {kind} '{text}'; there is: {Names(all, name)}."
            ),
            _ => throw new CommandFailure($"'{text}' fits several of kind {kind}: {Names(fitting, name)}."),
        };
    }

    /// <summary>By uuid or by name as a whole; null where none is it.</summary>
    /// <exception cref="CommandFailure">Several have this name.</exception>
    public static T? Exact<T>(string text, IReadOnlyCollection<T> all, Func<T, string> uuid, Func<T, string> name)
        where T : class
    {
        if (all.FirstOrDefault(one => uuid(one).Equals(text, StringComparison.OrdinalIgnoreCase)) is { } byUuid)
        {
            return byUuid;
        }

        var named = all.Where(one => name(one).Equals(text, StringComparison.Ordinal)).ToList();
        return named.Count <= 1
            ? named.FirstOrDefault()
            : throw new CommandFailure($"Several are named '{text}': give the uuid ({Names(named, uuid)}).");
    }

    private static string Names<T>(IReadOnlyCollection<T> some, Func<T, string> name)
    {
        var shown = some.Select(name).Order(StringComparer.Ordinal).Take(MostNames);
        var more = some.Count > MostNames ? $" and {some.Count - MostNames} more" : "";
        return string.Join(", ", shown) + more;
    }
}
