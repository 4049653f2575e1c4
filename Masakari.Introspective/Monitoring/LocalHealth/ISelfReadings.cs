using Masakari.Introspective.Detection.LocalHealth;

namespace Masakari.Introspective.Monitoring.LocalHealth;

/// <summary>What the process and its host tell about themselves.</summary>
internal interface ISelfReadings
{
    /// <summary>Thread-pool delay, pressure and steal as they are now. Never throws; what cannot be read is null.</summary>
    SelfReading Read();
}
