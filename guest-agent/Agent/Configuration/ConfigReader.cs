namespace Masakari.Introspective.Agent.Configuration;

/// <summary>Defaults, then the file's lines <c>KEY = value</c>, then flags <c>--KEY value</c>; the last one counts.</summary>
internal static class ConfigReader
{
    private const int FileLimit = 65536;

    /// <param name="arguments">Flags only; --config names another file.</param>
    /// <exception cref="ConfigException">The first thing that is wrong.</exception>
    public static AgentOptions Read(IReadOnlyList<string> arguments)
    {
        var options = Defaults();
        var flags = Flags(arguments);
        var files = flags.Where(flag => flag.Key is "config").Select(flag => flag.Value).ToList();
        if (files.Count > 1)
        {
            throw new ConfigException($"flag --config: given twice, {files[0]} and {files[1]}; keep one of them");
        }

        var file = files.FirstOrDefault();
        if (file is not null || File.Exists(AgentOptionTable.DefaultFile))
        {
            ReadFile(options, file ?? AgentOptionTable.DefaultFile);
        }

        foreach (var (key, value) in flags.Where(flag => flag.Key is not "config"))
        {
            Set(options, $"flag --{key}", key, value);
        }

        return options;
    }

    public static AgentOptions Defaults()
    {
        var options = new AgentOptions();
        foreach (var option in AgentOptionTable.All)
        {
            _ = option.Set(options, option.Default);
        }

        return options;
    }

    /// <param name="options">Takes the values.</param>
    /// <param name="file">Named in errors.</param>
    public static void ReadLines(AgentOptions options, string file, IEnumerable<string> lines)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in lines.Select(l => l.Trim()))
        {
            number++;
            if (line.Length == 0 || line.StartsWith('#'))
            {
                continue;
            }

            var where = $"{file} line {number}";
            var split = line.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0)
            {
                throw new ConfigException($"{where}: '{line}' is not KEY = value");
            }

            var key = line[..split].TrimEnd();
            Set(options, where, key, line[(split + 1)..].TrimStart());
            if (!seen.TryAdd(key, number))
            {
                throw new ConfigException($"{where}: {key} is set in line {seen[key]} too; keep one of them");
            }
        }
    }

    private static void ReadFile(AgentOptions options, string file)
    {
        try
        {
            if (new FileInfo(file).Length > FileLimit)
            {
                throw new ConfigException($"{file}: larger than {FileLimit} bytes, so hardly a configuration");
            }

            ReadLines(options, file, File.ReadAllLines(file));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"{file}: cannot be read; name another with --config FILE", problem);
        }
    }

    private static List<(string Key, string Value)> Flags(IReadOnlyList<string> arguments)
    {
        var flags = new List<(string, string)>();
        for (var i = 0; i < arguments.Count; i++)
        {
            var flag = arguments[i];
            if (!flag.StartsWith("--", StringComparison.Ordinal))
            {
                throw new ConfigException($"'{flag}' is neither a command nor a flag; see masakari-guest-agent --help");
            }

            var split = flag.IndexOf('=', StringComparison.Ordinal);
            if (split > 0)
            {
                flags.Add((flag[2..split], flag[(split + 1)..]));
            }
            else if (++i < arguments.Count)
            {
                flags.Add((flag[2..], arguments[i]));
            }
            else
            {
                throw new ConfigException($"flag {flag}: needs a value; see masakari-guest-agent --help");
            }
        }

        return flags;
    }

    private static void Set(AgentOptions options, string where, string key, string value)
    {
        var option =
            AgentOptionTable.All.FirstOrDefault(o => string.Equals(o.Key, key, StringComparison.Ordinal))
            ?? throw new ConfigException(
                $"{where}: no option {key}; there are {string.Join(", ", AgentOptionTable.All.Select(o => o.Key))}"
            );
        if (!option.Set(options, value))
        {
            throw new ConfigException($"{where}: {key} = {value}: allowed is {option.Allowed}");
        }
    }
}
