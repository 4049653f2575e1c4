using System.Globalization;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>Puts a full log file aside and drops the oldest ones.</summary>
internal sealed class FileRotator(string path, LogRotation rotation, TimeProvider time)
{
    private DateTimeOffset _begun;
    private DateTimeOffset? _next;

    /// <summary>A file was opened whose content begins, or was last written, at <paramref name="begun"/> (local time).</summary>
    public void Begin(DateTimeOffset begun)
    {
        _begun = begun;
        _next = rotation.NextAfter(begun);
    }

    /// <summary>Whether the file must go before <paramref name="coming"/> more bytes are written.</summary>
    public bool IsDue(long length, int coming) =>
        length > 0 && ((rotation.BySize && length + coming > rotation.MaxBytes) || time.GetUtcNow() >= _next);

    /// <exception cref="IOException">A file could not be renamed or deleted.</exception>
    public void Rotate()
    {
        if (rotation.BySize)
        {
            ShiftNumbers();
        }
        else
        {
            File.Move(path, FreeName($"{path}.{rotation.Suffix(_begun)}"));
            DropOldest();
        }
    }

    private void ShiftNumbers()
    {
        for (var number = rotation.KeepCount - 1; number >= 0; number--)
        {
            var from = number == 0 ? path : Numbered(path, number);
            if (File.Exists(from))
            {
                File.Move(from, Numbered(path, number + 1), overwrite: true);
            }
        }
    }

    private void DropOldest()
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        // ".20" begins the suffix of a date; files of other makes beside ours are left alone.
        var ours = Directory
            .GetFiles(folder, Path.GetFileName(path) + ".20*")
            .Order(StringComparer.Ordinal)
            .SkipLast(rotation.KeepCount > 0 ? rotation.KeepCount : int.MaxValue);
        foreach (var file in ours)
        {
            File.Delete(file);
        }
    }

    private static string FreeName(string wanted)
    {
        var name = wanted;
        for (var number = 1; File.Exists(name); number++)
        {
            name = Numbered(wanted, number);
        }

        return name;
    }

    private static string Numbered(string name, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}.{number}");
}
