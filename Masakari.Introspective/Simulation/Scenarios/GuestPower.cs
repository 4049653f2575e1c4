namespace Masakari.Introspective.Simulation.Scenarios;

/// <summary>Whether a guest runs when the monitor starts.</summary>
internal enum GuestPower
{
    Running,
    Paused,
    Off,

    /// <summary>It is not on this host yet: it comes by migration.</summary>
    Elsewhere,
}
