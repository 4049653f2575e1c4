namespace Masakari.Introspective.Configuration;

/// <summary>A small file below state_path that only its owner reads, replaced as a whole.</summary>
/// <remarks>Not synced: it has to survive the death of the daemon, and a stalled disk must not stop the watch.</remarks>
internal sealed class StateFile(string path)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>A larger file is not ours.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    public string Path { get; } = path;

    /// <summary>Where <see cref="SetAside"/> puts it.</summary>
    public string Aside => Path + ".damaged";

    /// <summary>Its text; null where there is no such file.</summary>
    /// <exception cref="IOException">It cannot be read, or is too large.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public string? Read()
    {
        var file = new FileInfo(Path);
        if (!file.Exists)
        {
            return null;
        }

        return file.Length <= MaxBytes
            ? File.ReadAllText(Path)
            : throw new IOException($"it has {file.Length} bytes, more than {MaxBytes}");
    }

    /// <summary>Replaces it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Write(string text)
    {
        var temporary = Path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        };
        using (var writer = new StreamWriter(temporary, options))
        {
            writer.Write(text);
        }

        File.Move(temporary, Path, overwrite: true);
    }

    /// <summary>Moves a damaged file out of the way, over an older one; a file that cannot be moved stays.</summary>
    public void SetAside()
    {
        try
        {
            File.Move(Path, Aside, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // The next write replaces it.
        }
    }
}
