namespace Masakari.Introspective.Agent.Platform;

/// <summary>
/// Collects garbage early. Left alone the collector of a native program waits for more MiB than the whole agent needs, and
/// the setting that would bound it is not read there; an answer leaves about a KB.
/// </summary>
internal sealed class Memory
{
    private const long Budget = 64 * 1024;

    private long _collectedAt;

    public void Tidy()
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        if (allocated - _collectedAt > Budget)
        {
            _collectedAt = allocated;
            // The one thread has nothing in its hands here, and the heap is some hundred KB.
            GC.Collect();
        }
    }
}
