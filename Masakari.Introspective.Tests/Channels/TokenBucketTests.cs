using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Masakari.Introspective.Channels;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Channels;

[TestFixture]
internal sealed class TokenBucketTests
{
    [TestCase(0, 0, 1, 0)]
    [TestCase(40, 0, 1, 50)]
    [TestCase(40, 49, 1, 1)]
    [TestCase(40, 50, 1, 0)]
    [TestCase(40, 60_000, 40, 0)]
    [TestCase(60, 0, 1, 1050)]
    [TestCase(0, 0, 1000, 0)]
    [TestCase(40, 0, 1000, 2000)]
    public void WaitFor_AfterTaking_IsTheTimeToRefill(double taken, double laterMs, double amount, double waitMs)
    {
        var bucket = new TokenBucket(rate: 20, burst: 40);

        bucket.Take(taken, At(0));

        bucket.WaitFor(amount, At(laterMs)).TotalMilliseconds.Should().Be(waitMs);
    }

    [Test]
    public void WaitFor_ClockThatStepsBack_GivesNothing()
    {
        var bucket = new TokenBucket(rate: 20, burst: 40);
        bucket.Take(40, At(1000));

        bucket.WaitFor(1, At(0)).Should().Be(TimeSpan.FromMilliseconds(50));
        bucket.WaitFor(1, At(1049)).Should().Be(TimeSpan.FromMilliseconds(1));
    }

    [FsCheck.NUnit.Property]
    public Property TakingAsSoonAsAllowed_OverAnyTime_KeepsRateAndBurst(PositiveInt rate, PositiveInt burst)
    {
        var bucket = new TokenBucket(rate.Get, burst.Get);
        var now = At(0);
        var taken = 0;
        while (taken < burst.Get + 50)
        {
            // Whoever waits as long as told may take: there is no second wait.
            now += bucket.WaitFor(1, now);
            if (bucket.WaitFor(1, now) > TimeSpan.Zero)
            {
                return false.ToProperty();
            }

            bucket.Take(1, now);
            taken++;
        }

        return (taken <= burst.Get + ((now - At(0)).TotalSeconds * rate.Get) + 1e-6).ToProperty();
    }

    private static TimeSpan At(double milliseconds) =>
        TimeSpan.FromSeconds(7) + TimeSpan.FromMilliseconds(milliseconds);
}
