using Masakari.Introspective.Detection.LocalHealth;
using Masakari.Introspective.Monitoring.LocalHealth;

namespace Masakari.Introspective.Tests.Support;

/// <summary>A host whose state the test sets; well unless told otherwise.</summary>
internal sealed class FakeSelfReadings : ISelfReadings
{
    public SelfReading Now { get; set; } = new();

    public SelfReading Read() => Now;
}
