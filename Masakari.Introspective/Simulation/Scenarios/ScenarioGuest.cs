using Masakari.Introspective.OpenStack;

namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>A guest as it is when the monitor starts.</summary>
/// <param name="Name">Its name in the scenario.</param>
/// <param name="Uuid">UUID of the instance.</param>
/// <param name="State">Whether it runs.</param>
/// <param name="Agent">What its agent does; null where it has no agent channel.</param>
/// <param name="HasHeartbeat">Whether it has a heartbeat channel.</param>
/// <param name="BalloonPeriod">How often QEMU asks its balloon driver for news; null for never.</param>
/// <param name="Nova">Its record in Nova; null where Nova does not have it.</param>
internal sealed record ScenarioGuest(
    string Name,
    Guid Uuid,
    GuestPower State,
    AgentBehaviour? Agent,
    bool HasHeartbeat,
    TimeSpan? BalloonPeriod,
    NovaServer? Nova
);
