namespace Masakari.Introspective.Configuration;

/// <summary>What one configuration file says, in the order of its lines.</summary>
internal sealed class IniFile
{
    private readonly Dictionary<OptionKey, List<IniEntry>> _byKey = [];

    public IniFile(string path, IReadOnlyList<IniSection> sections, IReadOnlyList<IniEntry> entries)
    {
        Path = path;
        Sections = sections;
        Entries = entries;
        foreach (var entry in entries)
        {
            var key = new OptionKey(OptionKey.NormalizeGroup(entry.Section), entry.Key);
            if (!_byKey.TryGetValue(key, out var list))
            {
                _byKey[key] = list = [];
            }

            list.Add(entry);
        }
    }

    public string Path { get; }

    public IReadOnlyList<IniSection> Sections { get; }

    public IReadOnlyList<IniEntry> Entries { get; }

    /// <summary>All assignments to <paramref name="key"/>, first line first; empty when there is none.</summary>
    public IReadOnlyList<IniEntry> Find(OptionKey key) => _byKey.TryGetValue(key, out var list) ? list : [];
}
