using Masakari.Introspective.Configuration;
using Masakari.Introspective.Detection.LocalHealth;

namespace Masakari.Introspective.Monitoring.LocalHealth;

/// <summary>Readings of this process and of the kernel's <c>/proc</c>; not thread-safe but for the pool's own answer.</summary>
/// <param name="proc">Where procfs is mounted.</param>
internal sealed class HostReadings(TimeProvider time, string proc = "/proc") : ISelfReadings
{
    /// <summary>The kernel averages pressure over 10 s: more often tells nothing new.</summary>
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    private SelfReading _kernel = new();
    private TimeSpan? _readAt;
    private ProcessorTimes? _times;
    private PoolProbe? _probe;

    public SelfReading Read()
    {
        var now = time.Monotonic();
        var delay = _probe?.DelayAt(now);
        if (_probe is null or { IsDone: true })
        {
            _probe = new PoolProbe(time);
        }

        if (_readAt is null || now - _readAt >= Refresh)
        {
            _readAt = now;
            _kernel = ReadKernel();
        }

        return _kernel with
        {
            QueueDelay = delay,
        };
    }

    private SelfReading ReadKernel()
    {
        var times = ProcessorTimes.Parse(Text("stat"));
        var steal = times?.StealSince(_times);
        _times = times;
        return new SelfReading
        {
            CpuPressure = PressureText.SomeAvg10(Text("pressure/cpu")),
            IoPressure = PressureText.SomeAvg10(Text("pressure/io")),
            MemoryPressure = PressureText.SomeAvg10(Text("pressure/memory")),
            Steal = steal,
        };
    }

    /// <summary>The first lines; null where the kernel has no such file, or does not show it in this container.</summary>
    private string? Text(string name)
    {
        try
        {
            using var file = File.OpenText(Path.Combine(proc, name));
            return file.ReadLine();
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
