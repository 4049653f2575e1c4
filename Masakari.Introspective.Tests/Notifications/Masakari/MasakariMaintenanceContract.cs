using FluentAssertions;
using Masakari.Introspective.Notifications;
using NUnit.Framework;

namespace Masakari.Introspective.Tests.Notifications.Masakari;

/// <summary>
/// The contract, where host <c>unit-maintenance</c> is in maintenance. masakari refuses to change that while a segment has
/// unfinished notifications, so whoever starts the service has to arrange it.
/// </summary>
internal abstract class MasakariMaintenanceContract : MasakariContract
{
    protected const string MaintenanceHost = "unit-maintenance";

    [Test]
    public async Task Send_HostInMaintenance_SaysSo()
    {
        var result = await Sink.SendAsync(New() with { HostName = MaintenanceHost }, CancellationToken.None);

        result.Outcome.Should().Be(DeliveryOutcome.HostInMaintenance, result.Detail);
        (await Client.FindHostAsync(MaintenanceHost, CancellationToken.None))!.OnMaintenance.Should().BeTrue();
    }
}
