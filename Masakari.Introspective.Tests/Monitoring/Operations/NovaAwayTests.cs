using FluentAssertions;
using Masakari.Introspective.Configuration;
using Masakari.Introspective.Notifications;
using Masakari.Introspective.OpenStack;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring.Operations;

/// <summary>Nova may be down or slow: no notification waits for it longer than it must, and none is lost.</summary>
internal sealed class NovaAwayTests
{
    private static readonly TimeSpan AboutAtOnce = TimeSpan.FromSeconds(1.5);

    [Test]
    public async Task NovaDown_IsSentAtOnce()
    {
        using var rig = new PlannedRig();
        rig.HangUntilReported();
        rig.Rig.Nova.FindServerAsync(rig.Guest.Uuid, Arg.Any<CancellationToken>())
            .ThrowsAsync(new OpenStackException("connection refused"));

        (await TakesAsync(rig)).Should().BeLessThan(AboutAtOnce);
    }

    [Test]
    public async Task NovaSlow_IsSentAfterItsPatience_AndTheNextAtOnce()
    {
        using var rig = new PlannedRig();
        rig.HangUntilReported();
        Silence(rig);

        (await TakesAsync(rig))
            .Should()
            .BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(2))
            .And.BeLessThan(TimeSpan.FromSeconds(3));
        await GuestIsAskedOnceMoreAsync(rig);
        (await TakesAsync(rig)).Should().BeLessThan(AboutAtOnce);
        await rig.Rig.Nova.Received(1).FindServerAsync(rig.Guest.Uuid, Arg.Any<CancellationToken>());
    }

    [Test]
    public async Task NovaSlow_IsAskedAgainAfterItsRest()
    {
        using var rig = new PlannedRig();
        rig.HangUntilReported();
        Silence(rig);
        await TakesAsync(rig);

        rig.Rig.Advance(10);
        await GuestIsAskedOnceMoreAsync(rig);
        await TakesAsync(rig);

        await rig.Rig.Nova.Received(2).FindServerAsync(rig.Guest.Uuid, Arg.Any<CancellationToken>());
    }

    [Test]
    public async Task NovaUnknownInstance_IsSent()
    {
        using var rig = new PlannedRig();
        rig.HangUntilReported();
        rig.Rig.Nova.FindServerAsync(rig.Guest.Uuid, Arg.Any<CancellationToken>()).Returns((NovaServer?)null);

        await TakesAsync(rig);
    }

    [Test]
    public async Task NovaNotToBeRead_IsNotAsked()
    {
        using var rig = new PlannedRig(readNova: false);
        rig.VmState = "stopped";
        rig.HangUntilReported();

        await TakesAsync(rig);

        await rig.Rig.Nova.DidNotReceiveWithAnyArgs().FindServerAsync(default, default);
    }

    [Test]
    public async Task NovaDown_DeathOfQemu_IsSent()
    {
        using var rig = new PlannedRig();
        Silence(rig);
        rig.Rig.Libvirt.KillQemu(rig.Guest);

        (await TakesAsync(rig)).Should().BeLessThan(TimeSpan.FromSeconds(3));
    }

    [Test]
    public async Task QemuStopped_JobThatCannotBeRead_DelaysByASecondAtMost()
    {
        using var rig = new PlannedRig(readNova: false);
        rig.Rig.Libvirt.SetQemuStopped(rig.Guest, stopped: true);
        rig.Rig.Advance(18.1);
        rig.Reported.Should().ContainSingle();

        (await TakesAsync(rig)).Should().BeLessThan(AboutAtOnce);
    }

    private static void Silence(PlannedRig rig) =>
        rig
            .Rig.Nova.FindServerAsync(rig.Guest.Uuid, Arg.Any<CancellationToken>())
            .Returns(_ => new TaskCompletionSource<NovaServer?>().Task);

    /// <summary>Before another attempt.</summary>
    private static async Task GuestIsAskedOnceMoreAsync(PlannedRig rig)
    {
        (await rig.ReadAsync()).IsBeingAsked.Should().BeTrue();
        rig.Rig.Advance(7);
    }

    /// <summary>How long it takes until the notification may leave.</summary>
    private static async Task<TimeSpan> TakesAsync(PlannedRig rig)
    {
        var start = rig.Rig.Time.Monotonic();
        (await rig.ReadAsync()).Truth.Should().Be(FaultTruth.StillTrue);
        return rig.Rig.Time.Monotonic() - start;
    }
}
