using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Monitoring.Memory;

/// <summary>Keeps in a file which guests ran and had answered, so that a restarted monitor finds what hung or died meanwhile.</summary>
/// <remarks>
/// Replaced atomically but not synced: it has to survive the death of the daemon, not of the host, whose next boot
/// makes it void anyway.
/// </remarks>
internal sealed partial class InstanceMemory(
    string directory,
    string bootId,
    TimeProvider time,
    ILogger<InstanceMemory> logger
)
{
    /// <summary>How old a memory may be for deaths in between to be reported: older ones have been dealt with by people.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    private readonly string _path = Path.Combine(directory, "instances.json");
    private bool _failing;

    /// <summary>The host's present boot, from the kernel.</summary>
    public static string ReadBootId()
    {
        const string path = "/proc/sys/kernel/random/boot_id";
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
    }

    /// <summary>What was known in this boot of the host; empty when there is nothing usable.</summary>
    public IReadOnlyList<KnownRun> Load(out bool isFresh)
    {
        isFresh = false;
        try
        {
            if (!File.Exists(_path))
            {
                return [];
            }

            var image = JsonSerializer.Deserialize(File.ReadAllText(_path), MemoryJson.Default.MemoryImage);
            if (image?.Runs is null || image.BootId != bootId)
            {
                return [];
            }

            isFresh = time.GetUtcNow() - image.SavedAt <= MaxAge;
            return image.Runs;
        }
        catch (Exception broken) when (broken is JsonException or IOException or UnauthorizedAccessException)
        {
            LogUnreadable(_path, broken.Message);
            return [];
        }
    }

    /// <summary>Replaces what is remembered. A failure is said once and costs nothing but the memory.</summary>
    public void Save(IReadOnlyList<KnownRun> runs)
    {
        try
        {
            var image = new MemoryImage(bootId, time.GetUtcNow(), runs);
            var temporary = _path + ".new";
            File.WriteAllText(temporary, JsonSerializer.Serialize(image, MemoryJson.Default.MemoryImage));
            File.Move(temporary, _path, overwrite: true);
            _failing = false;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            if (!_failing)
            {
                _failing = true;
                LogUnwritable(_path, refused.Message);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Path} cannot be read ({Reason}): guests have to answer once before their silence means anything."
    )]
    private partial void LogUnreadable(string path, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Path} cannot be written ({Reason}): a restart of the monitor will not know which guests had answered."
    )]
    private partial void LogUnwritable(string path, string reason);
}
