using Masakari.Introspective.GuestPing;
using Masakari.Introspective.Monitoring.Introspection;

namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>What a question to a guest agent came to, as a sentence. Pure.</summary>
internal static class PingText
{
    /// <param name="answer">Null where there was none by the deadline.</param>
    /// <param name="detail">libvirt's words where there are any.</param>
    public static string Of(PingAnswer? answer, string detail) =>
        answer switch
        {
            null =>
                $"No answer within {PingDesk.Deadline.TotalSeconds:0} s, and the question is still open, or found no place.",
            PingAnswer.Replied => "The guest agent answers.",
            PingAnswer.RepliedWithError => $"The guest agent answers with an error, so the guest is alive: {detail}",
            PingAnswer.Silent => "The guest agent does not answer, though its port is open.",
            PingAnswer.PortClosed => "The guest agent's port is closed: the agent does not run in the guest.",
            PingAnswer.Busy => "Another client's command occupies the guest agent.",
            PingAnswer.NotRunning => "The domain does not run, or is paused.",
            PingAnswer.NoDomain => "The domain is no longer on this host.",
            PingAnswer.LibvirtAway => "libvirt cannot be reached.",
            PingAnswer.Refused => $"libvirt refuses to ask: {detail}",
            _ => throw new ArgumentOutOfRangeException(nameof(answer), answer, null),
        };
}
