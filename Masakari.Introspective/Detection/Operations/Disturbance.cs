namespace Masakari.Introspective.Detection.Operations;

/// <summary>What last kept a guest from answering, as far as it still counts.</summary>
/// <param name="After">What ended, a clause: <c>it was resumed</c>.</param>
/// <param name="EndedAt">When, on the monotonic clock; null while it lasts.</param>
internal sealed record Disturbance(string After, TimeSpan? EndedAt);
