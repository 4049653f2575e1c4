namespace Masakari.Introspective.Configuration;

/// <summary>Reads all sources.</summary>
internal static class ConfigLoader
{
    /// <summary>Reads the files. Values are checked when they are asked for, or all at once by <see cref="LoadedConfig.Validate"/>.</summary>
    /// <exception cref="ConfigException">Files are missing, unreadable or malformed: one line of message for each mistake.</exception>
    public static LoadedConfig Load(OptionCatalogue catalogue, ConfigSources sources)
    {
        var errors = new List<string>();
        var files = new List<IniFile>();
        foreach (var path in new ConfigFileFinder(sources).Find(errors))
        {
            try
            {
                files.Add(ConfigFileReader.Read(path));
            }
            catch (ConfigException e)
            {
                errors.Add(e.Message);
            }
        }

        return errors.Count == 0
            ? new LoadedConfig(catalogue, new ValueLookup(sources, files))
            : throw new ConfigException(string.Join('\n', errors));
    }
}
