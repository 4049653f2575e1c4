using Masakari.Introspective.Libvirt;

namespace Masakari.Introspective.GuestPing;

/// <summary>How one guest is to be asked next.</summary>
/// <param name="Lane">The share of the bounded calls.</param>
/// <param name="Timeout">How long the agent may take; whole seconds.</param>
/// <param name="LowerResponseTimeout">
/// Whether libvirt's own wait for guest-sync (5 s) is first brought down to <paramref name="Timeout"/>.
/// </param>
internal readonly record struct PingTarget(AgentLane Lane, TimeSpan Timeout, bool LowerResponseTimeout);
