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

    public async Task DoAsync(Guid domain, GuestAction action)
    {
        var guest = _guests[domain];
        var done = action switch
        {
            GuestAction.FreezeAgent => guest.ShellAsync("kill -STOP $(pidof qemu-ga)"),
            GuestAction.ThawAgent => guest.ShellAsync("kill -CONT $(pidof qemu-ga)"),
            GuestAction.CloseAgentPort => guest.ShellAsync("kill $(pidof qemu-ga)"),
            GuestAction.OpenAgentPort => guest.ShellAsync(StartAgent("")),
            GuestAction.ForbidPing => ForbidPingAsync(guest),
            GuestAction.Suspend => guest.VirshAsync("suspend"),
            GuestAction.Resume => guest.VirshAsync("resume"),
            GuestAction.Destroy => guest.VirshAsync("destroy"),
            GuestAction.Start => guest.VirshAsync("start"),
            // The guest is gone before its shell could answer.
            GuestAction.Reboot => guest.ShellAsync("(usleep 300000; reboot -f) & echo soon"),
            GuestAction.KillQemu => guest.SignalQemuAsync("KILL"),
            GuestAction.StopQemu => guest.SignalQemuAsync("STOP"),
            GuestAction.ContinueQemu => guest.SignalQemuAsync("CONT"),
            _ => throw new ArgumentOutOfRangeException(nameof(action), action, message: null),
        };
        await done;
    }

    public async Task WaitAsync(Task task) => await Task.WhenAny(task, Task.Delay(TimeSpan.FromMinutes(1)));

    public async Task StopLibvirtAsync()
    {
        _libvirtStopped = true;
        await Lab.RunAsync("libvirt", "stop");
    }

    public async Task StartLibvirtAsync()
    {
        await Lab.RunAsync("libvirt", "start");
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

    private static string StartAgent(string options) =>
        $"qemu-ga {options} -m virtio-serial -p /dev/virtio-ports/org.qemu.guest_agent.0 -t /run "
        + "</dev/null >/dev/null 2>&1 & echo started";

    private async Task ForbidPingAsync(LabGuest guest)
    {
        await guest.ShellAsync("kill $(pidof qemu-ga); while pidof qemu-ga; do usleep 50000; done");
        await NextAgentEventAsync();
        await guest.ShellAsync(StartAgent("-b guest-ping"));
        await NextAgentEventAsync();
    }

    /// <summary>Takes the agent's events, so that what follows finds the new agent connected.</summary>
    private async Task NextAgentEventAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await Host.Events.ReadAsync(limit.Token) is not DomainEvent { Id: DomainEventId.AgentLifecycle }) { }
    }
}
