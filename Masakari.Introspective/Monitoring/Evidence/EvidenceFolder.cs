using System.Globalization;

namespace Masakari.Introspective.Monitoring.Evidence;

/// <summary>The folder that evidence is kept in: <c>UUID/TIME/</c>, each complete or absent, readable to this user alone.</summary>
internal sealed class EvidenceFolder(string root)
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const string TimeFormat = "yyyyMMdd'T'HHmmss.fff'Z'";

    /// <summary>A folder that is being written, or was when the daemon was killed.</summary>
    private const string Unfinished = ".";

    /// <summary>Saves one verdict's files.</summary>
    /// <returns>The folder they are in.</returns>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    public string Save(Guid instance, DateTimeOffset at, IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var parent = Path.Combine(root, instance.ToString());
        var time = at.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        var unfinished = Path.Combine(parent, Unfinished + time);
        Directory.CreateDirectory(root, OwnerFolder);
        Directory.CreateDirectory(parent, OwnerFolder);
        Remove(unfinished);
        Directory.CreateDirectory(unfinished, OwnerFolder);
        foreach (var (name, content) in files)
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = OwnerFile,
            };
            using var file = new FileStream(Path.Combine(unfinished, name), options);
            file.Write(content);
        }

        var finished = Path.Combine(parent, time);
        Remove(finished);
        Directory.Move(unfinished, finished);
        return finished;
    }

    /// <summary>All that is kept; also what a killed daemon left unfinished, as the oldest of all.</summary>
    public IReadOnlyList<SavedEvidence> List()
    {
        if (!Directory.Exists(root))
        {
            return [];
        }

        return
        [
            .. from instance in Directory.EnumerateDirectories(root)
            from folder in Directory.EnumerateDirectories(instance)
            select new SavedEvidence(folder, Path.GetFileName(instance), TimeOf(folder), SizeOf(folder)),
        ];
    }

    /// <summary>Removes it, and its instance's folder if that is empty then.</summary>
    public static void Remove(SavedEvidence evidence)
    {
        Remove(evidence.Path);
        var parent = Path.GetDirectoryName(evidence.Path)!;
        if (!Directory.EnumerateFileSystemEntries(parent).Any())
        {
            Directory.Delete(parent);
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static DateTimeOffset TimeOf(string folder) =>
        DateTimeOffset.TryParseExact(
            Path.GetFileName(folder),
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : DateTimeOffset.MinValue;

    private static long SizeOf(string folder) => new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);
}
