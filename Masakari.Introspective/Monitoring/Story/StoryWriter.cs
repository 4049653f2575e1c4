using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Story;

/// <summary>Writes the story to disk beside the watch, which never waits for it.</summary>
/// <param name="file">Null where nothing is kept over the end of the daemon.</param>
internal sealed partial class StoryWriter(StoryFile? file, TimeProvider time, ILogger<StoryWriter> logger)
{
    /// <summary>Entries that may wait for a slow disk; then the oldest is dropped.</summary>
    public const int MostWaiting = 2000;

    /// <summary>How long entries are gathered before they are written: a storm costs few writes.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);

    private readonly Channel<StoryEntry> _waiting = Channel.CreateBounded<StoryEntry>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest }
    );

    private bool _isRefused;

    /// <summary>Has it written in turn; returns at once.</summary>
    public void Add(StoryEntry entry)
    {
        if (file is not null)
        {
            _waiting.Writer.TryWrite(entry);
        }
    }

    /// <summary>Reads what an earlier life left, then writes what comes until cancelled.</summary>
    /// <param name="takeUp">Gets what was left; called on another thread than the watch's.</param>
    public async Task RunAsync(Action<IReadOnlyList<StoryEntry>> takeUp, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return;
        }

        // Off the caller's thread from here on: disks may be slow.
        await Task.Yield();
        takeUp(Load());
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            WriteWaiting();
            await Task.Delay(Gathering, time, cancellationToken);
        }
    }

    /// <summary>After <see cref="RunAsync"/>: writes what is left, within <paramref name="patience"/>.</summary>
    public async Task EndAsync(TimeSpan patience)
    {
        if (file is not null)
        {
            await Task.WhenAny(Task.Run(WriteWaiting), Task.Delay(patience, time));
        }
    }

    private IReadOnlyList<StoryEntry> Load()
    {
        try
        {
            return file!.Load();
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            LogNotRead(file!.Path, refused.Message);
            return [];
        }
    }

    private void WriteWaiting()
    {
        var batch = new List<StoryEntry>();
        while (_waiting.Reader.TryRead(out var entry))
        {
            batch.Add(entry);
        }

        if (batch.Count == 0)
        {
            return;
        }

        try
        {
            file!.Append(batch);
            _isRefused = false;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (!_isRefused)
            {
                _isRefused = true;
                LogNotWritten(file!.Path, refused.Message);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Path} cannot be read ({Reason}): explain and events know nothing of before this start."
    )]
    private partial void LogNotRead(string path, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Path} cannot be written ({Reason}): explain and events will not know of now after a restart."
    )]
    private partial void LogNotWritten(string path, string reason);
}
