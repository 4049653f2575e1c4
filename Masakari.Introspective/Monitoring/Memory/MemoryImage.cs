namespace Masakari.Introspective.Monitoring.Memory;

/// <summary>The content of the memory file.</summary>
/// <param name="BootId">The host's boot: libvirt's run ids mean nothing in another one.</param>
/// <param name="SavedAt">When it was written, UTC.</param>
/// <param name="Runs">The running instances.</param>
internal sealed record MemoryImage(string BootId, DateTimeOffset SavedAt, IReadOnlyList<KnownRun> Runs);
