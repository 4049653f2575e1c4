using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>A host with guests, either in memory or real.</summary>
internal interface IContractWorld : IAsyncDisposable
{
    ILibvirtHost Host { get; }

    TimeProvider Time { get; }

    /// <summary>A running guest whose agent has answered.</summary>
    Task<Guid> BootAsync();

    Task DoAsync(Guid domain, GuestAction action);

    /// <summary>Waits for <paramref name="task"/>, moving time where time does not move by itself.</summary>
    Task WaitAsync(Task task);

    /// <summary>Returns when the libvirt daemon is away.</summary>
    Task StopLibvirtAsync();

    Task StartLibvirtAsync();
}
