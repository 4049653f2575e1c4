using Masakari.Introspective.GuestPing;

namespace Masakari.Introspective.Monitoring.Introspection;

/// <summary>What a person's question to a guest agent came to.</summary>
/// <param name="Answer">Null where there was none by the deadline.</param>
/// <param name="Took">From the question being asked; from the person's wish where it was not.</param>
/// <param name="IsOfWatch">The watch had asked, or was about to: its own question was waited for.</param>
/// <param name="Detail">libvirt's words where there are any.</param>
internal sealed record PersonPing(PingAnswer? Answer, TimeSpan Took, bool IsOfWatch, string Detail);
