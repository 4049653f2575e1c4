using Masakari.Introspective.Notifications;

namespace Masakari.Introspective.Benchmarks.Simulation;

/// <summary>Keeps when each instance was reported.</summary>
internal sealed class CountingNotifier(SimulatedTime time) : INotifier
{
    public List<TimeSpan> ReportedAt { get; } = [];

    public IReadOnlyList<Notification> Pending => [];

    public void Report(Notification notification) => ReportedAt.Add(time.Now);

    public void Inform(Notification notification) { }
}
