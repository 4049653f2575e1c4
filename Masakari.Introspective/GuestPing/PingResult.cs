namespace Masakari.Introspective.GuestPing;

/// <summary>The outcome of one question to a guest.</summary>
/// <param name="Instance">UUID of the instance.</param>
/// <param name="Answer">What became of it.</param>
/// <param name="AskedAt">Monotonic time at which it was asked.</param>
/// <param name="Detail">libvirt's words where there are any.</param>
/// <param name="IsFinal">False while the call is still open (<see cref="PingAnswer.Busy"/>): a final one follows.</param>
internal sealed record PingResult(
    Guid Instance,
    PingAnswer Answer,
    TimeSpan AskedAt,
    string Detail,
    bool IsFinal = true
);
