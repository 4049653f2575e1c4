using FluentAssertions;
using Masakari.Introspective.Monitoring;
using Masakari.Introspective.Notifications;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Monitoring;

internal sealed class IncidentLogTests
{
    private static readonly Notification Hang = New("QEMU_GUEST_AGENT_ERROR", "STOPPED_FAILED");
    private static readonly Notification Death = New("LIFECYCLE", "STOPPED_FAILED");
    private static readonly Notification IoError = New("IO_ERROR", "IO_ERROR_REPORT");
    private readonly TimeSpan _now = TimeSpan.FromHours(1);

    [Test]
    public void Admit_HangAfterTheIoErrorThatCausedIt_IsOneIncident()
    {
        var sut = new IncidentLog();
        sut.Admit(IoError, _now).Should().BeTrue();

        sut.Admit(Hang, _now + TimeSpan.FromSeconds(20)).Should().BeFalse();
    }

    [Test]
    public void Admit_DeathWhileTheHangWaitsForDelivery_TakesItsPlace()
    {
        var sut = new IncidentLog();
        sut.Admit(Hang, _now);

        sut.Admit(Death, _now + TimeSpan.FromSeconds(5)).Should().BeTrue();

        sut.Open.Should().Be(Death);
    }

    [Test]
    public void IsLater_AnotherIncidentOfItsKindWasOpenedSince()
    {
        var sut = new IncidentLog();
        sut.Admit(Hang with { GeneratedAt = Hang.GeneratedAt.AddSeconds(40) }, _now);

        sut.IsLater(Hang).Should().BeTrue();
        sut.IsLater(sut.Open!).Should().BeFalse();
        sut.IsLater(Death).Should().BeFalse("it is of another kind");
        sut.Close();
        sut.IsLater(Hang).Should().BeFalse();
    }

    [Test]
    public void Admit_DeathAfterTheHangWasDelivered_IsOneIncident()
    {
        var sut = new IncidentLog();
        sut.Admit(Hang, _now);
        sut.Delivered(Hang.Event);

        sut.Admit(Death, _now + TimeSpan.FromSeconds(5)).Should().BeFalse();
    }

    [Test]
    public void Admit_AfterTheInstanceWasStartedAnew_IsAnotherIncident()
    {
        var sut = new IncidentLog();
        sut.Admit(Hang, _now);
        sut.Close();

        sut.Admit(Death, _now + TimeSpan.FromSeconds(5)).Should().BeTrue();
    }

    [Test]
    public void Admit_AfterTheCeiling_IsReportedAgain()
    {
        var sut = new IncidentLog();
        sut.Admit(Hang, _now);

        sut.Admit(Death, _now + IncidentLog.Ceiling).Should().BeTrue();
    }

    private static Notification New(string name, string detail) =>
        new(Guid.NewGuid(), name, detail, "compute-1", DateTimeOffset.UnixEpoch, "");
}
