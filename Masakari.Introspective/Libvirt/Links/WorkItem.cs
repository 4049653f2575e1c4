namespace Masakari.Introspective.Libvirt;

/// <summary>Something for a worker thread to do.</summary>
internal abstract class WorkItem
{
    /// <summary>Does it, unless it was cancelled while queued; never throws.</summary>
    public abstract void Run(int worker);
}
