using Masakari.Introspective.Libvirt;
using Masakari.Introspective.Libvirt.Native;
using Masakari.Introspective.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Masakari.Introspective.Tests.Libvirt;

/// <summary>The lab's libvirtd and guests.</summary>
internal sealed class LabWorld(string uri) : IContractWorld
{
    // Apart from the numbers that other fixtures use.
    private const int FirstGuest = 600;

    private static int _lastGuest = FirstGuest;

    private readonly Dictionary<Guid, LabGuest> _guests = [];
    private bool _libvirtStopped;

    public ILibvirtHost Host { get; } =
        new LibvirtHost(
            new NativeConnector(uri, TimeProvider.System),
            LanePlan.For(8),
            TimeProvider.System,
            NullLogger<LibvirtHost>.Instance
        );

    public TimeProvider Time => TimeProvider.System;

    public async Task<Guid> BootAsync()
    {
        var guest = await LabGuest.StartAsync(Interlocked.Increment(ref _lastGuest));
        _guests.Add(guest.Uuid, guest);
        return guest.Uuid;
    }

    public Task DoAsync(Guid domain, GuestAction action)
    {
        var guest = _guests[domain];
        return action switch
        {
            GuestAction.FreezeAgent => guest.FailAsync("agent-stop"),
            GuestAction.ThawAgent => guest.FailAsync("agent-cont"),
            GuestAction.CloseAgentPort => guest.FailAsync("agent-exit"),
            GuestAction.OpenAgentPort => guest.FailAsync("agent-start"),
            GuestAction.ForbidPing => ForbidPingAsync(guest),
            GuestAction.Suspend => guest.FailAsync("suspend"),
            GuestAction.Resume => guest.FailAsync("resume"),
            GuestAction.Destroy => guest.FailAsync("destroy"),
            GuestAction.Start => guest.RestartAsync(),
            GuestAction.Reboot => guest.FailAsync("reboot"),
            GuestAction.KillQemu => guest.FailAsync("qemu-kill"),
            GuestAction.StopQemu => guest.FailAsync("qemu-stop"),
            GuestAction.ContinueQemu => guest.FailAsync("qemu-cont"),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, message: null),
        };
    }

    public async Task WaitAsync(Task task) => await Task.WhenAny(task, Task.Delay(TimeSpan.FromMinutes(1)));

    public async Task StopLibvirtAsync()
    {
        _libvirtStopped = true;
        await Lab.RunAsync("libvirtd", "stop");
    }

    public async Task StartLibvirtAsync()
    {
        await Lab.RunAsync("libvirtd", "start");
        _libvirtStopped = false;
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        if (_libvirtStopped)
        {
            await StartLibvirtAsync();
        }

        foreach (var guest in _guests.Values)
        {
            await guest.RemoveAsync();
        }
    }

    /// <summary>The agent's command line is the guest's from its boot.</summary>
    private static async Task ForbidPingAsync(LabGuest guest)
    {
        await guest.RemoveAsync();
        await LabGuest.StartAsync(guest.Number, "--block", "guest-ping");
    }
}
