namespace Masakari.Introspective.Configuration;

/// <summary>Finds the files to read, in the order in which they are read (later ones win).</summary>
internal sealed class ConfigFileFinder(ConfigSources sources)
{
    public const string Project = "masakarimonitors";

    /// <summary>
    /// The default files unless a --config-file is given, the default directories unless a --config-dir is given, then
    /// what the command line names, in its order.
    /// </summary>
    /// <param name="errors">Gets one line for each path of the command line that is missing.</param>
    public IReadOnlyList<string> Find(ICollection<string> errors)
    {
        var files = new List<string>();
        if (!sources.Paths.Any(path => !path.IsDirectory))
        {
            files.AddRange(Defaults(".conf"));
        }

        if (!sources.Paths.Any(path => path.IsDirectory))
        {
            files.AddRange(Defaults(".conf.d").Where(Directory.Exists).SelectMany(path => InDirectory(path, errors)));
        }

        foreach (var path in sources.Paths)
        {
            AddNamed(path, files, errors);
        }

        return files;
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    private static IReadOnlyList<string> InDirectory(string directory, ICollection<string> errors)
    {
        try
        {
            return
            [
                .. Directory
                    .EnumerateFileSystemEntries(directory)
                    .Where(path => IsConfigName(Path.GetFileName(path)))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            errors.Add($"{directory}: this user may not list the directory; check its owner and mode");
            return [];
        }
    }

    private static bool IsConfigName(string name) => name.EndsWith(".conf", StringComparison.Ordinal) && name[0] != '.';

    private void AddNamed(ConfigPath named, List<string> files, ICollection<string> errors)
    {
        var path = FullPath(named.Path);
        if (!named.IsDirectory)
        {
            files.Add(path);
        }
        else if (!Directory.Exists(path))
        {
            errors.Add($"{path}: --config-dir names a directory that does not exist");
        }
        else
        {
            files.AddRange(InDirectory(path, errors));
        }
    }

    /// <summary>At most one hit per name: the first in the order home, /etc, snap.</summary>
    private IEnumerable<string> Defaults(string extension)
    {
        var program = sources.Program.EndsWith(".py", StringComparison.Ordinal)
            ? sources.Program[..^3]
            : sources.Program;
        var directories = Directories().ToList();
        foreach (var name in new[] { Project, program }.Where(name => name.Length > 0))
        {
            var hit = directories.Select(d => Path.Combine(d, name + extension)).FirstOrDefault(Exists);
            if (hit is not null)
            {
                yield return hit;
            }
        }
    }

    private IEnumerable<string> Directories()
    {
        if (sources.Home is { } home)
        {
            yield return Path.Combine(home, "." + Project);
            yield return home;
        }

        yield return Path.Combine(sources.Root, "etc", Project);
        yield return Path.Combine(sources.Root, "etc");
        foreach (var variable in new[] { "SNAP_COMMON", "SNAP" })
        {
            if (sources.Environment.TryGetValue(variable, out var snap) && snap.Length > 0)
            {
                yield return Path.Combine(snap, "etc", Project);
            }
        }
    }

    private string FullPath(string path)
    {
        if (sources.Home is { } home && (path is "~" || path.StartsWith("~/", StringComparison.Ordinal)))
        {
            path = home + path[1..];
        }

        return Path.GetFullPath(path);
    }
}
