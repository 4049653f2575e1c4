using FluentAssertions;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Support;

internal sealed class ManualTimeProviderTests
{
    [Test]
    public void Advance_TimersDue_FireInOrderAtTheirMoment()
    {
        var time = new ManualTimeProvider();
        var start = time.GetTimestamp();
        var fired = new List<(string Name, TimeSpan At)>();
        using var late = Timer("late", 5);
        using var early = Timer("early", 2);

        time.Advance(TimeSpan.FromSeconds(10));

        fired.Should().Equal(("early", TimeSpan.FromSeconds(2)), ("late", TimeSpan.FromSeconds(5)));
        time.GetElapsedTime(start).Should().Be(TimeSpan.FromSeconds(10));
        time.ActiveTimers.Should().Be(0);

        ITimer Timer(string name, int seconds) =>
            time.CreateTimer(
                _ => fired.Add((name, time.GetElapsedTime(start))),
                null,
                TimeSpan.FromSeconds(seconds),
                Timeout.InfiniteTimeSpan
            );
    }

    [Test]
    public void Advance_PeriodicTimer_FiresEachPeriod()
    {
        var time = new ManualTimeProvider();
        var count = 0;
        using var timer = time.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

        time.Advance(TimeSpan.FromSeconds(10));

        count.Should().Be(4);
    }

    [Test]
    public async Task Delay_AfterAdvance_Completes()
    {
        var time = new ManualTimeProvider();
        var delay = Task.Delay(TimeSpan.FromSeconds(30), time, CancellationToken.None);

        delay.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(30));

        await delay;
    }
}
