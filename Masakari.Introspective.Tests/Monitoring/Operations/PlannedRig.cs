using FluentAssertions;
using Masakari.Introspective.Inventory;
using Masakari.Introspective.Monitoring.Operations;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;
using Masakari.Introspective.Tests.Support;
using NSubstitute;

namespace Masakari.Introspective.Tests.Monitoring.Operations;

/// <summary>A monitor with one guest that has answered, and a Nova that says what the test wants.</summary>
internal sealed class PlannedRig : IDisposable
{
    public PlannedRig(OperationOptions? options = null, bool readNova = true, double settled = 60)
    {
        Rig = new MonitorRig
        {
            Operations = options ?? new OperationOptions(),
            Inventory = new InventoryOptions { HostName = "compute-1", ReadNova = readNova },
        };
        Guest = Rig.Libvirt.Add("instance-1");
        Rig.Nova.ListServersAsync(Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns(_ => [Server()]);
        Rig.Nova.FindServerAsync(Guest.Uuid, Arg.Any<CancellationToken>()).Returns(_ => Server());
        Rig.Start();
        Rig.Advance(settled);
    }

    public MonitorRig Rig { get; }

    public InMemoryDomain Guest { get; }

    public string VmState { get; set; } = "active";

    public string? TaskState { get; set; }

    public string Host { get; set; } = "compute-1";

    public bool Locked { get; set; }

    public List<Notification> Reported => Rig.Notifier.Reported;

    public void Hang() => Rig.Libvirt.SetAgent(Guest, AgentBehaviour.Silent);

    public void Answer() => Rig.Libvirt.SetAgent(Guest, AgentBehaviour.Answering);

    /// <summary>What becomes of the one notification that waits to be sent, now.</summary>
    public async Task<FaultReading> ReadAsync()
    {
        var read = Rig.Faults.ReadAsync(Reported[^1], CancellationToken.None).AsTask();
        await Rig.Time.AdvanceUntilAsync(
            () => read.IsCompleted,
            TimeSpan.FromMilliseconds(100),
            TimeSpan.FromMinutes(1)
        );
        return await read;
    }

    /// <summary>A hang that is reported: it waits to be sent.</summary>
    public void HangUntilReported()
    {
        Hang();
        Rig.Advance(20);
        Reported.Should().ContainSingle();
    }

    public string HeldFor() => Rig.Instances.Find(Guest.Uuid)!.Ruling!.Code;

    public void Dispose() => Rig.Dispose();

    private NovaServer Server() =>
        new()
        {
            Id = Guest.Uuid,
            Name = "vm1",
            Host = Host,
            VmState = VmState,
            TaskState = TaskState,
            Locked = Locked,
        };
}
