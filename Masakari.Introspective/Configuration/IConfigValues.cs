namespace Masakari.Introspective.Configuration;

/// <summary>The effective configuration: command line over environment over files over defaults.</summary>
internal interface IConfigValues
{
    /// <summary>The effective value of <paramref name="option"/>.</summary>
    /// <exception cref="ConfigException">The value is malformed or out of range; names file, line, group and option.</exception>
    T Get<T>(ConfigOption<T> option);

    /// <summary>Whether any source sets <paramref name="option"/>.</summary>
    bool IsSet(ConfigOption option);
}
