namespace Masakari.Introspective.Configuration;

/// <summary>Every option that this program knows, whichever room declares it.</summary>
internal sealed class OptionCatalogue
{
    private readonly Dictionary<OptionKey, ConfigOption> _byKey = [];
    private readonly Dictionary<OptionKey, ConfigOption> _byOldName = [];
    private readonly Dictionary<ConfigOption, IReadOnlyList<OptionKey>> _oldNames = [];

    /// <param name="options">
    /// The options of all rooms. An honoured option replaces an ignored one of the same name; two honoured ones of the
    /// same name are a mistake in this program.
    /// </param>
    /// <exception cref="ArgumentException">Two different options have the same group and name.</exception>
    public OptionCatalogue(IEnumerable<ConfigOption> options)
    {
        foreach (var option in options)
        {
            Add(option);
        }

        foreach (var option in _byKey.Values)
        {
            var names = OldNamesOf(option);
            _oldNames[option] = names;
            foreach (var name in names.Where(name => !_byKey.ContainsKey(name)))
            {
                _byOldName.TryAdd(name, option);
            }
        }

        Options =
        [
            .. _byKey
                .Values.OrderBy(option => GroupRank(option.Group))
                .ThenBy(option => option.Group, StringComparer.Ordinal)
                .ThenBy(option => option.Name, StringComparer.Ordinal),
        ];
        Groups = Options.Select(option => option.Group).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>DEFAULT first, then by group and name.</summary>
    public IReadOnlyList<ConfigOption> Options { get; }

    public IReadOnlySet<string> Groups { get; }

    /// <summary>The option of that very name, or the one whose older name it is; null for an unknown name.</summary>
    public ConfigOption? Find(OptionKey key) => _byKey.GetValueOrDefault(key) ?? _byOldName.GetValueOrDefault(key);

    public bool Knows(OptionKey key) => _byKey.ContainsKey(key) || _byOldName.ContainsKey(key);

    /// <summary>Deprecated names and aliases, in the order in which they are tried inside one file.</summary>
    public IReadOnlyList<OptionKey> OldNames(ConfigOption option) =>
        _oldNames.TryGetValue(option, out var names) ? names : OldNamesOf(option);

    private static int GroupRank(string group) =>
        string.Equals(group, OptionKey.DefaultGroup, StringComparison.Ordinal) ? 0 : 1;

    private static OptionKey[] OldNamesOf(ConfigOption option) =>
        [
            .. option
                .DeprecatedNames.Select(name => OldName(option.Group, name))
                .Concat(OptionAlias.Known.Where(alias => alias.Right == option.Key).Select(alias => alias.Wrong))
                .Distinct(),
        ];

    private static OptionKey OldName(string group, string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new OptionKey(group, name)
            : new OptionKey(OptionKey.NormalizeGroup(name[..slash]), name[(slash + 1)..]);
    }

    private void Add(ConfigOption option)
    {
        if (!_byKey.TryGetValue(option.Key, out var present) || (present.Ignored && !option.Ignored))
        {
            _byKey[option.Key] = option;
        }
        else if (!ReferenceEquals(present, option) && !option.Ignored)
        {
            throw new ArgumentException($"{option.Key} is declared twice", nameof(option));
        }
    }
}
