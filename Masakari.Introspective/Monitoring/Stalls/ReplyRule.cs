using Masakari.Introspective.Detection;
using Masakari.Introspective.Detection.SecondOpinion;

namespace Masakari.Introspective.Monitoring.Stalls;

/// <summary>Whether a guest disproved a stall that only it can disprove. Pure.</summary>
internal static class ReplyRule
{
    /// <param name="isAsked">The guest is asked through its agent.</param>
    /// <param name="answeredAt">When the agent last answered; null where it never did.</param>
    /// <param name="since">From when on an answer counts, and a question that brings none.</param>
    public static GuestReply Read(GuestDetector detector, bool isAsked, TimeSpan? answeredAt, TimeSpan since)
    {
        if (answeredAt >= since)
        {
            return GuestReply.Answered;
        }

        if (!isAsked || !detector.HasAnswered)
        {
            return GuestReply.CannotAnswer;
        }

        return !(detector.ObservedAt >= since)
            ? GuestReply.NotYet
            : detector.Finding switch
            {
                Finding.Silent when detector.AskedAt >= since => GuestReply.Silent,
                // A guest that shuts down closes the port, and may stop feeding its watchdog right after that.
                Finding.PortClosed when detector.Opinion is GuestOpinion.KernelDead or GuestOpinion.QemuStopped =>
                    GuestReply.Silent,
                var finding when finding.IsLife() => GuestReply.Answered,
                _ => GuestReply.NotYet,
            };
    }
}
