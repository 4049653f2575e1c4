using System.Globalization;
using System.Text;
using Serilog.Events;
using Serilog.Formatting;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>A log file: appended to, reopened on demand and when it was renamed, rotated when asked for.</summary>
internal sealed class FileTarget(string path, ITextFormatter formatter, LogRotation rotation, TimeProvider time)
    : LogTarget
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly FileRotator _rotator = new(path, rotation, time);
    private FileStream? _stream;
    private string? _openedAs;
    private long _lookedAt;

    public override string Name => $"log file {path}";

    public override string Cure =>
        $"Make it writable for user {Environment.UserName}, or set log_file or log_dir in [DEFAULT] to a place that is";

    public override void Write(LogEvent logEvent)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        formatter.Format(logEvent, line);
        var bytes = Encoding.UTF8.GetBytes(line.ToString());

        if (_stream is not null && WasMoved())
        {
            Reopen();
        }

        _stream ??= Open();
        if (_stream.CanSeek && _rotator.IsDue(_stream.Length, bytes.Length))
        {
            Reopen();
            _rotator.Rotate();
            _stream = Open();
        }

        if (_stream.CanSeek)
        {
            _stream.Seek(0, SeekOrigin.End);
        }

        _stream.Write(bytes);
    }

    public override void Reopen()
    {
        _stream?.Dispose();
        _stream = null;
    }

    private FileStream Open()
    {
        var stream = new FileStream(
            path,
            new FileStreamOptions
            {
                // Not Append: .NET keeps a position of its own for it, and logrotate's copytruncate moves the end back.
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite | FileShare.Delete,
                // A line that was written must not wait in this process for the next one.
                BufferSize = 0,
                UnixCreateMode = Mode,
            }
        );
        _openedAs = OpenedAs(stream);
        _lookedAt = time.GetTimestamp();
        _rotator.Begin(
            !stream.CanSeek || stream.Length == 0 ? time.GetLocalNow() : new DateTimeOffset(File.GetLastWriteTime(path))
        );
        return stream;
    }

    /// <summary>Whether somebody renamed or deleted the file under us, as logrotate does.</summary>
    private bool WasMoved()
    {
        if (time.GetElapsedTime(_lookedAt) < BetweenLooks)
        {
            return false;
        }

        _lookedAt = time.GetTimestamp();
        return !string.Equals(OpenedAs(_stream!), _openedAs, StringComparison.Ordinal);
    }

    /// <summary>The kernel's current name of the open file.</summary>
    private static string? OpenedAs(FileStream stream)
    {
        try
        {
            var descriptor = stream.SafeFileHandle.DangerousGetHandle();
            var link = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}");
            return new FileInfo(link).LinkTarget;
        }
        catch (IOException)
        {
            // Without /proc a rename goes unnoticed; SIGHUP still reopens.
            return null;
        }
    }
}
