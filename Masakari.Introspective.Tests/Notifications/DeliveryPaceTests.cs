using FluentAssertions;
using Masakari.Introspective.Notifications;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications;

internal sealed class DeliveryPaceTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 21, 2, 0, 0, TimeSpan.Zero);

    private readonly DeliveryPace _pace = new(new NotificationSettings());

    [TestCase(1, 10, false)]
    [TestCase(12, 10, false)]
    [TestCase(13, 20, true)]
    [TestCase(14, 40, false)]
    [TestCase(15, 80, false)]
    [TestCase(16, 160, false)]
    [TestCase(17, 300, false)]
    [TestCase(1_000_000, 300, false)]
    public void Unavailable_UpstreamsPaceThenBackOff(int attempt, double seconds, bool givesUp) =>
        Next(DeliveryOutcome.Unavailable, attempt)
            .Should()
            .Be(new DeliveryStep(DeliveryAction.Wait) { Delay = TimeSpan.FromSeconds(seconds), GivesUp = givesUp });

    [TestCase(0, 15)]
    [TestCase(0.5, 20)]
    [TestCase(1, 25)]
    public void Unavailable_BackOff_IsSpread(double jitter, double seconds) =>
        _pace
            .Next(new DeliveryResult(DeliveryOutcome.Unavailable, ""), 13, s_now, jitter)
            .Delay.Should()
            .Be(TimeSpan.FromSeconds(seconds));

    [TestCase(nameof(DeliveryOutcome.HostNotRegistered), 1, 60)]
    [TestCase(nameof(DeliveryOutcome.HostNotRegistered), 2, 120)]
    [TestCase(nameof(DeliveryOutcome.HostNotRegistered), 3, 240)]
    [TestCase(nameof(DeliveryOutcome.HostNotRegistered), 4, 300)]
    [TestCase(nameof(DeliveryOutcome.NotAllowed), 1, 60)]
    [TestCase(nameof(DeliveryOutcome.NotAllowed), 9, 300)]
    [TestCase(nameof(DeliveryOutcome.HostInMaintenance), 1, 60)]
    [TestCase(nameof(DeliveryOutcome.HostInMaintenance), 9, 60)]
    public void Refused_IsAskedAgainSlowly(string outcome, int attempt, double seconds) =>
        Next(Enum.Parse<DeliveryOutcome>(outcome), attempt)
            .Should()
            .Be(new DeliveryStep(DeliveryAction.Wait) { Delay = TimeSpan.FromSeconds(seconds) });

    [TestCase(null, 181)]
    [TestCase(100, 101)]
    [TestCase(-5, 1)]
    public void Duplicate_WaitsOutTheWindowAndRenews(int? notBefore, double seconds) =>
        _pace
            .Next(
                new DeliveryResult(DeliveryOutcome.Duplicate, "")
                {
                    NotBefore = notBefore is { } s ? s_now.AddSeconds(s) : null,
                },
                1,
                s_now,
                0.5
            )
            .Should()
            .Be(new DeliveryStep(DeliveryAction.Wait) { Delay = TimeSpan.FromSeconds(seconds), Renew = true });

    [TestCase(nameof(DeliveryOutcome.Delivered), nameof(DeliveryAction.Finish))]
    [TestCase(nameof(DeliveryOutcome.Malformed), nameof(DeliveryAction.SetAside))]
    public void Final_EndsIt(string outcome, string action) =>
        Next(Enum.Parse<DeliveryOutcome>(outcome), 1).Action.ToString().Should().Be(action);

    [TestCase(1, 1)]
    [TestCase(2, 2)]
    [TestCase(4, 8)]
    [TestCase(5, 10)]
    [TestCase(5000, 10)]
    public void NextLook_BacksOffToTenSeconds(int inARow, double seconds) =>
        DeliveryPace.NextLook(inARow).Should().Be(TimeSpan.FromSeconds(seconds));

    private DeliveryStep Next(DeliveryOutcome outcome, int attempt) =>
        _pace.Next(new DeliveryResult(outcome, ""), attempt, s_now, 0.5);
}
