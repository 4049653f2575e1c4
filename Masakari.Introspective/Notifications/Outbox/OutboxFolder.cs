using System.Text.Json;

namespace Masakari.Introspective.Notifications.Outbox;

/// <summary>
/// The files of an outbox. Each is written aside, flushed and renamed, and the folder flushed: after a crash a file is
/// there whole or not at all. Every method throws <see cref="IOException"/> or
/// <see cref="UnauthorizedAccessException"/> when the disk does not let it.
/// </summary>
internal sealed class OutboxFolder(string path)
{
    /// <summary>Files set aside that are kept; the oldest go first.</summary>
    public const int MaxSetAside = 100;

    private const string Extension = ".json";
    private const string Unfinished = ".tmp";
    private const int MaxFileSize = 64 * 1024;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _rejected = System.IO.Path.Combine(path, "rejected");

    public string Path { get; } = path;

    public void Prepare()
    {
        Directory.CreateDirectory(_rejected, Private | UnixFileMode.UserExecute);
        foreach (var file in Directory.EnumerateFiles(Path, "*" + Unfinished))
        {
            File.Delete(file);
        }
    }

    /// <summary>Ids of all files, oldest first.</summary>
    public IReadOnlyList<string> List() =>
        [
            .. Directory
                .EnumerateFiles(Path, "*" + Extension)
                .Select(f => System.IO.Path.GetFileNameWithoutExtension(f))
                .Order(StringComparer.Ordinal),
        ];

    /// <exception cref="JsonException">The file is damaged.</exception>
    public Notification Read(string id)
    {
        var file = FileOf(id);
        return new FileInfo(file).Length <= MaxFileSize
            ? OutboxFile.Read(File.ReadAllBytes(file))
            : throw new JsonException($"larger than {MaxFileSize} bytes");
    }

    public void Write(string id, Notification notification) =>
        WriteFile(Path, FileOf(id), OutboxFile.Write(notification, "pending"));

    public void Delete(string id)
    {
        File.Delete(FileOf(id));
        DirectorySync.Flush(Path);
    }

    /// <summary>Keeps a refused notification, with the answer, out of the way.</summary>
    public void SetAside(string id, Notification notification, string why)
    {
        WriteFile(
            _rejected,
            System.IO.Path.Combine(_rejected, id + Extension),
            OutboxFile.Write(notification, "malformed", why)
        );
        Delete(id);
        Prune();
    }

    /// <summary>Moves a damaged file out of the way; returns where to.</summary>
    public string SetAsideDamaged(string id)
    {
        var target = System.IO.Path.Combine(_rejected, id + ".damaged");
        File.Move(FileOf(id), target, overwrite: true);
        DirectorySync.Flush(Path);
        Prune();
        return target;
    }

    private static void WriteFile(string folder, string target, byte[] text)
    {
        var aside = target + Unfinished;
        using (
            var stream = new FileStream(
                aside,
                new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    UnixCreateMode = Private,
                }
            )
        )
        {
            stream.Write(text);
            stream.Flush(flushToDisk: true);
        }

        File.Move(aside, target, overwrite: true);
        DirectorySync.Flush(folder);
    }

    private string FileOf(string id) => System.IO.Path.Combine(Path, id + Extension);

    private void Prune()
    {
        var kept = Directory.EnumerateFiles(_rejected).OrderDescending(StringComparer.Ordinal);
        foreach (var old in kept.Skip(MaxSetAside))
        {
            File.Delete(old);
        }
    }
}
