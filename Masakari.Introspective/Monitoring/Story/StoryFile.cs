using System.Text.Json;

namespace Masakari.Introspective.Monitoring.Story;

/// <summary>
/// The story on disk, one JSON object a line: a file and the one before it, each of at most <see cref="MaxBytes"/>.
/// </summary>
/// <remarks>Not synced: it has to survive the death of the daemon, not of the host.</remarks>
internal sealed class StoryFile(string directory)
{
    /// <summary>A file that has grown to this becomes the one before.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    /// <summary>A longer line is not ours.</summary>
    private const int MaxLine = 8 * 1024;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = System.IO.Path.Combine(directory, "events.jsonl");

    public string Before => Path + ".1";

    /// <summary>What is there, oldest first; lines that are no entry are passed over.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public IReadOnlyList<StoryEntry> Load() =>
        [.. new[] { Before, Path }.Where(File.Exists).SelectMany(ReadLines).Select(Parse).OfType<StoryEntry>()];

    /// <summary>Appends.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Append(IReadOnlyList<StoryEntry> entries)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        long size;
        using (var stream = new FileStream(Path, options))
        {
            foreach (var entry in entries)
            {
                JsonSerializer.Serialize(stream, entry, StoryJson.Lines.StoryEntry);
                stream.WriteByte((byte)'\n');
            }

            size = stream.Position;
        }

        if (size >= MaxBytes)
        {
            File.Move(Path, Before, overwrite: true);
        }
    }

    /// <summary>No more than two full files: somebody else's file may be of any size.</summary>
    private static IEnumerable<string> ReadLines(string path) =>
        new FileInfo(path).Length <= 2 * MaxBytes ? File.ReadLines(path) : [];

    private static StoryEntry? Parse(string line)
    {
        try
        {
            return
                line.Length is > 0 and <= MaxLine
                && JsonSerializer.Deserialize(line, StoryJson.Lines.StoryEntry)
                    is { Name: not null, Code: not null, Words: not null } entry
                ? entry
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
