namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>What a question to a guest came to.</summary>
/// <param name="Answer">replied, replied-with-error, silent, port-closed, busy, not-running, no-domain, refused, libvirt-away; null where there was none by the deadline.</param>
/// <param name="Alive">Whether the guest agent answered.</param>
/// <param name="TookMs">From the question to its end, in ms.</param>
/// <param name="OfWatch">The watch's own question was waited for: it was on its way, or the guest is suspect.</param>
/// <param name="Words">For people.</param>
/// <param name="Heartbeats">How its heartbeat channels stand.</param>
internal sealed record PingView(
    Guid Instance,
    string Name,
    string? Answer,
    bool Alive,
    double TookMs,
    bool OfWatch,
    string Words,
    IReadOnlyList<HeartbeatChannelView> Heartbeats
);
