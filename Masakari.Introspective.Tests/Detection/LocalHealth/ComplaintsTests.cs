using FluentAssertions;
using Masakari.Introspective.Detection.LocalHealth;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Detection.LocalHealth;

internal sealed class ComplaintsTests
{
    [TestCase(0, 0)]
    [TestCase(0.499, 0)]
    [TestCase(0.5, 1)]
    [TestCase(0.999, 1)]
    [TestCase(1, 2)]
    [TestCase(1.999, 2)]
    [TestCase(2, 4)]
    [TestCase(4.999, 4)]
    [TestCase(5, 7)]
    public void Of_ItsOwnDelays(double seconds, int points)
    {
        Points(new SelfReading { Lateness = S(seconds) }).Should().Be(points);
        Points(new SelfReading { QueueDelay = S(seconds) }).Should().Be(points);
    }

    [TestCase(0.499, 0, 0)]
    [TestCase(0.5, 0, 1)]
    [TestCase(0.999, 0, 1)]
    [TestCase(1, 0, 2)]
    [TestCase(1.999, 0, 2)]
    [TestCase(2, 0, 3)]
    [TestCase(4.999, 0, 3)]
    [TestCase(5, 0, 4)]
    [TestCase(0.5, 0.125, 0)]
    [TestCase(0.501, 0.125, 1)]
    [TestCase(1, 0.25, 0)]
    [TestCase(1.001, 0.25, 2)]
    [TestCase(2, 10, 3)]
    public void Of_LibvirtsDelays_AgainstWhatIsUsual(double seconds, double usual, int points)
    {
        TimeSpan? baseline = usual == 0 ? null : S(usual);
        Sum(Complaints.Of(new SelfReading { QueryDelay = S(seconds) }, baseline, null)).Should().Be(points);
        Sum(Complaints.Of(new SelfReading { PingDelay = S(seconds) }, null, baseline)).Should().Be(points);
    }

    [Test]
    public void Of_BothOfLibvirtsDelays_TheWorseCounts()
    {
        Complaints
            .Of(new SelfReading { QueryDelay = S(2), PingDelay = S(5) }, null, null)
            .Should()
            .Equal(new Complaint(4, "the fastest guests take 5.0 s to answer"));
        Complaints
            .Of(new SelfReading { QueryDelay = S(2), PingDelay = S(2.5) }, null, null)
            .Should()
            .Equal(new Complaint(3, "libvirtd took 2.0 s for a cheap question"));
    }

    [TestCase(79.9, 0, 0, 0, 0)]
    [TestCase(80, 0, 0, 0, 1)]
    [TestCase(100, 0, 0, 0, 1)]
    [TestCase(0, 59.9, 0, 0, 0)]
    [TestCase(0, 60, 0, 0, 1)]
    [TestCase(0, 89.9, 0, 0, 1)]
    [TestCase(0, 90, 0, 0, 2)]
    [TestCase(0, 0, 19.9, 0, 0)]
    [TestCase(0, 0, 20, 0, 1)]
    [TestCase(0, 0, 59.9, 0, 1)]
    [TestCase(0, 0, 60, 0, 3)]
    [TestCase(0, 0, 0, 9.9, 0)]
    [TestCase(0, 0, 0, 10, 1)]
    [TestCase(0, 0, 0, 29.9, 1)]
    [TestCase(0, 0, 0, 30, 2)]
    [TestCase(100, 100, 100, 100, 3)]
    public void Of_PressureAndSteal_OneAlone_AndMoreBesideDirectEvidence(
        double cpu,
        double io,
        double memory,
        double steal,
        int points
    )
    {
        var reading = new SelfReading
        {
            CpuPressure = cpu,
            IoPressure = io,
            MemoryPressure = memory,
            Steal = steal,
        };

        Points(reading).Should().Be(Math.Min(points, 1));
        Points(reading with { Lateness = S(0.5) }).Should().Be(points + 1);
    }

    [Test]
    public void Of_EachInput_HasItsWords()
    {
        var reading = new SelfReading
        {
            Lateness = S(0.61),
            QueueDelay = S(1.26),
            QueryDelay = S(0.5),
            CpuPressure = 81.4,
            IoPressure = 60,
            MemoryPressure = 20,
        };

        Complaints
            .Of(reading, null, null)
            .Should()
            .Equal(
                new Complaint(1, "its timer came 0.6 s late"),
                new Complaint(2, "work waited 1.3 s for a thread"),
                new Complaint(1, "libvirtd took 0.5 s for a cheap question"),
                new Complaint(1, "tasks wait for a processor 81 % of the time"),
                new Complaint(1, "tasks wait for I/O 60 % of the time"),
                new Complaint(1, "tasks wait for memory 20 % of the time")
            );
        Complaints
            .Of(new SelfReading { Steal = 12 }, null, null)
            .Should()
            .Equal(new Complaint(1, "12 % of processor time is stolen"));
    }

    [Test]
    public void Of_NothingReadable_IsNone() => Complaints.Of(new SelfReading(), null, null).Should().BeEmpty();

    private static int Points(SelfReading reading) => Sum(Complaints.Of(reading, null, null));

    private static int Sum(IReadOnlyList<Complaint> complaints) => complaints.Sum(complaint => complaint.Points);

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);
}
