namespace Masakari.Introspective.Configuration;

/// <summary>
/// Says what oslo.config keeps silent about: names that nobody reads. Groups of other services are none of its business.
/// </summary>
internal static class ConfigLinter
{
    private const string AuthSection = "auth_section";

    /// <summary>In these groups an unknown name is a mistake.</summary>
    private static readonly HashSet<string> OurGroups = new(
        [
            OptionKey.DefaultGroup,
            "api",
            "callback",
            "libvirt",
            "introspectiveinstancemonitor",
            "masakari_introspective",
        ],
        StringComparer.Ordinal
    );

    public static IEnumerable<ConfigWarning> Unknown(OptionCatalogue catalogue, ValueLookup lookup)
    {
        var authGroups = AuthGroups(lookup);
        return lookup
            .Files.SelectMany(file =>
                UnknownGroups(catalogue, authGroups, file).Concat(UnknownOptions(catalogue, file))
            )
            .Concat(UnknownVariables(catalogue, lookup.Environment));
    }

    public static IEnumerable<ConfigWarning> OldNames(OptionCatalogue catalogue, ValueLookup lookup) =>
        from option in catalogue.Options
        let source = lookup.Find(option, catalogue.OldNames(option))
        where !option.Ignored
        from old in source?.OldName is { } name ? [name] : Array.Empty<OptionKey>()
        let known = OptionAlias.Known.Any(alias => alias.Wrong == old)
        select new ConfigWarning(
            known
                ? $"{old} is a wrong name that the Python monitors ignore; it is read as {option.Key}, rename it"
                : $"{old} is deprecated; write {option.Key}"
        )
        {
            Origin = source!.Origin,
            Group = old.Group,
            Option = old.Name,
        };

    public static IEnumerable<ConfigWarning> Cautions(OptionCatalogue catalogue, ValueLookup lookup) =>
        from option in catalogue.Options
        let source = lookup.Find(option, catalogue.OldNames(option))
        where source is not null
        let text = option.Caution?.Invoke(source.Texts[^1])
        where text is not null
        select new ConfigWarning($"{option.Key} {text}")
        {
            Origin = source.Origin,
            Group = option.Group,
            Option = option.Name,
        };

    /// <summary>Groups that hold credentials because <c>[api] auth_section</c> names them.</summary>
    private static HashSet<string> AuthGroups(ValueLookup lookup) =>
        lookup
            .Files.SelectMany(file => file.Find(new OptionKey("api", AuthSection)))
            .Select(entry => OptionKey.NormalizeGroup(entry.Value))
            .ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<ConfigWarning> UnknownGroups(
        OptionCatalogue catalogue,
        HashSet<string> authGroups,
        IniFile file
    )
    {
        var candidates = catalogue
            .Groups.Concat(OurGroups)
            .Concat(ForeignGroups.Names)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var section in file.Sections)
        {
            var group = OptionKey.NormalizeGroup(section.Name);
            if (candidates.Contains(group) || authGroups.Contains(group) || ForeignGroups.Has(group))
            {
                continue;
            }

            if (NearestName.Of(group, candidates) is { } near)
            {
                yield return new ConfigWarning(
                    $"[{section.Name}] is not a known group and its options are not read; did you mean [{near}]?"
                )
                {
                    Origin = ValueOrigin.InFile(file.Path, section.Line),
                    Group = group,
                    IsUnknown = true,
                };
            }
        }
    }

    private static IEnumerable<ConfigWarning> UnknownOptions(OptionCatalogue catalogue, IniFile file) =>
        from entry in file.Entries
        let key = new OptionKey(OptionKey.NormalizeGroup(entry.Section), entry.Key)
        where OurGroups.Contains(key.Group) && !catalogue.Knows(key)
        select new ConfigWarning($"{key} is not a known option and is not read{Suggestion(catalogue, key)}")
        {
            Origin = ValueOrigin.InFile(file.Path, entry.Line),
            Group = key.Group,
            Option = key.Name,
            IsUnknown = true,
        };

    private static IEnumerable<ConfigWarning> UnknownVariables(
        OptionCatalogue catalogue,
        IReadOnlyDictionary<string, string> environment
    )
    {
        var known = catalogue.Options.Select(option => option.Key.EnvironmentName).ToHashSet(StringComparer.Ordinal);
        foreach (var group in OurGroups)
        {
            var prefix = new OptionKey(group, "").EnvironmentName;
            foreach (var name in environment.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                if (!known.Contains(name))
                {
                    var key = new OptionKey(group, PythonText.Lower(name[prefix.Length..]));
                    yield return new ConfigWarning(
                        $"{key} is not a known option and is not read{Suggestion(catalogue, key)}"
                    )
                    {
                        Origin = ValueOrigin.InEnvironment(name),
                        Group = key.Group,
                        Option = key.Name,
                        IsUnknown = true,
                    };
                }
            }
        }
    }

    /// <summary>An exact name in another group explains more than a similar one in the same group.</summary>
    private static string Suggestion(OptionCatalogue catalogue, OptionKey key)
    {
        var elsewhere = catalogue
            .Options.Where(option => string.Equals(option.Name, key.Name, StringComparison.Ordinal))
            .OrderBy(option => option.Ignored)
            .FirstOrDefault();
        if (elsewhere is not null)
        {
            return $"; did you mean {elsewhere.Key}?";
        }

        var here = catalogue
            .Options.Where(option => string.Equals(option.Group, key.Group, StringComparison.Ordinal))
            .Select(option => option.Name);
        if (NearestName.Of(key.Name, here) is { } near)
        {
            return $"; did you mean {near}?";
        }

        var other = catalogue.Options.Where(option => !option.Ignored).ToList();
        var nearElsewhere = NearestName.Of(key.Name, other.Select(option => option.Name));
        return nearElsewhere is null
            ? ""
            : $"; did you mean {other.First(o => string.Equals(o.Name, nearElsewhere, StringComparison.Ordinal)).Key}?";
    }
}
