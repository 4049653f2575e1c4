using Masakari.Introspective.Detection.Rulings;

namespace Masakari.Introspective.Detection.SecondOpinion;

/// <summary>With demand_second_opinion, silence alone is no reason to report: the kernel has to be proved dead.</summary>
internal static class DemandRule
{
    /// <param name="unknownFor">How long the guest has been suspect without anything known of its kernel.</param>
    /// <param name="ceiling">After this long without an opinion the silence counts after all.</param>
    public static Ruling? Judge(GuestOpinion opinion, TimeSpan unknownFor, TimeSpan ceiling) =>
        opinion switch
        {
            GuestOpinion.KernelAlive => Hold("the guest agent is silent, but the guest's kernel is alive"),
            GuestOpinion.Unknown when unknownFor < ceiling => Hold(
                "it is not known yet whether the guest's kernel is alive"
            ),
            _ => null,
        };

    private static Ruling Hold(string words) => new(RulingKind.Hold, RulingReason.SecondOpinion, words);
}
