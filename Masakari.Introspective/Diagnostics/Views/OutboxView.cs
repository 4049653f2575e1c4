namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>What waits to be delivered.</summary>
/// <param name="OldestS">Age of the oldest, in s; null where none waits.</param>
/// <param name="Durable">Whether what waits is on disk.</param>
internal sealed record OutboxView(int Waiting, double? OldestS, bool Durable);
