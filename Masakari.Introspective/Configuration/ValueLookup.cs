namespace Masakari.Introspective.Configuration;

/// <summary>Finds the source that wins for an option: command line, environment, then files, the last one first.</summary>
internal sealed class ValueLookup(ConfigSources sources, IReadOnlyList<IniFile> files)
{
    /// <summary>In the order of their reading.</summary>
    public IReadOnlyList<IniFile> Files => files;

    public IReadOnlyDictionary<string, string> Environment => sources.Environment;

    /// <summary>Null when no source sets the option.</summary>
    /// <param name="oldNames">Its older names. Only files are searched for them, as in oslo.config.</param>
    public ConfiguredValue? Find(ConfigOption option, IReadOnlyList<OptionKey> oldNames)
    {
        if (sources.CommandLine.TryGetValue(option.Key, out var argument))
        {
            return new ConfiguredValue([argument], ValueOrigin.OnCommandLine(option.Key.Flag));
        }

        var variable = option.Key.EnvironmentName;
        return sources.Environment.TryGetValue(variable, out var text)
            ? new ConfiguredValue([text], ValueOrigin.InEnvironment(variable))
            : FindInFiles(option, oldNames);
    }

    private ConfiguredValue? FindInFiles(ConfigOption option, IReadOnlyList<OptionKey> oldNames)
    {
        IReadOnlyList<OptionKey> names = [option.Key, .. oldNames];
        var texts = new List<string>();
        ConfiguredValue? winner = null;
        foreach (var file in files.Reverse())
        {
            foreach (var name in names)
            {
                var entries = file.Find(name);
                if (entries.Count == 0)
                {
                    continue;
                }

                var origin = ValueOrigin.InFile(file.Path, entries[^1].Line);
                winner ??= new ConfiguredValue([entries[^1].Value], origin, name == option.Key ? null : name);
                if (!option.IsMulti)
                {
                    return winner;
                }

                texts.InsertRange(0, entries.Select(entry => entry.Value));
            }
        }

        return winner is null ? null : winner with { Texts = texts };
    }
}
