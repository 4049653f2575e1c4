using System.Text;
using System.Threading.Channels;
using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Monitoring.Decisions;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Evidence;

/// <summary>Saves what was seen of an instance when its failure is reported, or would be; one at a time, and nobody waits.</summary>
internal sealed partial class EvidenceKeeper
{
    /// <summary>Verdicts that may wait; then the oldest is dropped.</summary>
    public const int QueueLimit = 32;

    /// <summary>Bytes of a screenshot; a larger one is left out.</summary>
    public const int ScreenshotLimit = 8 * 1024 * 1024;

    private const int ScreenshotTries = 3;

    private static readonly TimeSpan ScreenshotDeadline = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(300);

    private readonly EvidenceOptions _options;
    private readonly EvidenceFolder? _folder;
    private readonly ILibvirtHost _libvirt;
    private readonly TimeProvider _time;
    private readonly ILogger<EvidenceKeeper> _logger;
    private readonly Channel<Job> _jobs;
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Task> _open = [];

    /// <param name="path">The folder for evidence; null where none is kept.</param>
    public EvidenceKeeper(
        EvidenceOptions options,
        string? path,
        ILibvirtHost libvirt,
        TimeProvider time,
        ILogger<EvidenceKeeper> logger
    )
    {
        _options = options;
        _folder = path is null || !options.IsEnabled ? null : new EvidenceFolder(path);
        _libvirt = libvirt;
        _time = time;
        _logger = logger;
        _jobs = Channel.CreateBounded<Job>(
            new BoundedChannelOptions(QueueLimit) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest },
            Drop
        );
    }

    /// <summary>Whether the decision is one that evidence is kept about.</summary>
    public bool Wants(Decision decision) =>
        _folder is not null && decision.Kind is DecisionKind.Reported or DecisionKind.WouldReport;

    /// <summary>Has it saved in turn; returns at once.</summary>
    public void Keep(EvidenceRequest request)
    {
        var job = new Job(request);
        lock (_lock)
        {
            _open[request.Instance] = job.Done.Task;
        }

        _jobs.Writer.TryWrite(job);
    }

    /// <summary>Ends when nothing about the instance waits to be saved, or after <paramref name="patience"/>.</summary>
    public async Task SavedAsync(Guid instance, TimeSpan patience)
    {
        Task? open;
        lock (_lock)
        {
            open = _open.GetValueOrDefault(instance);
        }

        if (open is { IsCompleted: false })
        {
            await Task.WhenAny(open, Task.Delay(patience, _time));
        }
    }

    /// <summary>Saves what comes until cancelled. A failing disk costs log lines only.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_folder is null)
        {
            return;
        }

        // Off the caller's thread from here on: disks may be slow.
        await Task.Yield();
        Prune();
        await foreach (var job in _jobs.Reader.ReadAllAsync(cancellationToken))
        {
            await SaveAsync(job.Request, cancellationToken);
            End(job);
            Prune();
        }
    }

    private async Task SaveAsync(EvidenceRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var files = new List<(string Name, byte[] Content)>();
            var screenshot = await TakeScreenshotAsync(request, files, cancellationToken);
            var console = ReadConsole(request, files);
            var observations = ObservationsText.Write(request, screenshot, console);
            files.Add(("observations.json", Encoding.UTF8.GetBytes(observations)));
            LogSaved(request.Instance, request.Name, _folder!.Save(request.Instance, request.Verdict.At, files));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            LogFailed(request.Instance, request.Name, refused.Message);
        }
#pragma warning disable CA1031 // A defect here must not end the watch over every guest.
        catch (Exception defect) when (defect is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogDefect(defect, request.Instance, request.Name);
        }
    }

    /// <returns>The file's name, or why there is none.</returns>
    private async Task<string> TakeScreenshotAsync(
        EvidenceRequest request,
        List<(string Name, byte[] Content)> files,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; request.IsRunning; attempt++)
        {
            try
            {
                var reply = await _libvirt.TakeScreenshotAsync(
                    request.Instance,
                    ScreenshotLimit,
                    ScreenshotDeadline,
                    cancellationToken
                );
                if (reply is { Answer: QemuAnswer.Answered, Value: { } picture })
                {
                    var name = picture.MediaType is "image/png" ? "screenshot.png" : "screenshot.ppm";
                    files.Add((name, picture.Content));
                    return name;
                }

                if (reply.Answer is not QemuAnswer.NotAsked || attempt == ScreenshotTries)
                {
                    return reply.Answer switch
                    {
                        QemuAnswer.Stopped => "none: QEMU did not answer",
                        QemuAnswer.NotAsked => "none: other calls to QEMU are outstanding",
                        _ => $"none: {reply.Detail}",
                    };
                }
            }
            catch (LibvirtException refusal)
            {
                return $"none: {refusal.Message}";
            }

            // A statistics call is on its way, for a moment only.
            await Task.Delay(BetweenTries, _time, cancellationToken);
        }

        return "none: the domain is off";
    }

    private static string ReadConsole(EvidenceRequest request, List<(string Name, byte[] Content)> files)
    {
        if (request.ConsoleLog is not { } path)
        {
            return "none: the domain has no console log";
        }

        try
        {
            files.Add(("console.log", ConsoleTail.Read(path)));
            return $"console.log, the end of {path}";
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return $"none: {refused.Message}";
        }
    }

    private void Prune()
    {
        try
        {
            foreach (var exceeding in EvidenceLimits.Exceeding(_folder!.List(), _options, _time.GetUtcNow()))
            {
                EvidenceFolder.Remove(exceeding);
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            LogNotPruned(refused.Message);
        }
    }

    private void Drop(Job job)
    {
        LogDropped(job.Request.Instance, job.Request.Name);
        End(job);
    }

    private void End(Job job)
    {
        lock (_lock)
        {
            if (_open.GetValueOrDefault(job.Request.Instance) == job.Done.Task)
            {
                _open.Remove(job.Request.Instance);
            }
        }

        job.Done.TrySetResult();
    }

    private sealed class Job(EvidenceRequest request)
    {
        public EvidenceRequest Request { get; } = request;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
