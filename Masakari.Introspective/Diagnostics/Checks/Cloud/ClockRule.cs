namespace Masakari.Introspective.Diagnostics.Checks.Cloud;

/// <summary>Judges this host's clock by a server's. Pure.</summary>
/// <remarks>
/// masakari compares a notification's generated_time with stored ones: a host whose clock is wrong by minutes sends
/// reports that count as duplicates, or that make later ones count as such.
/// </remarks>
internal static class ClockRule
{
    public static readonly TimeSpan WarnFrom = TimeSpan.FromSeconds(5);

    public static readonly TimeSpan ErrorFrom = TimeSpan.FromSeconds(60);

    private const CheckGroup Group = CheckGroup.Clock;

    /// <param name="reply">When a server was asked, and what it said.</param>
    public static Finding Judge(ClockReply reply)
    {
        if (Skew(reply) is not { } skew)
        {
            return Finding.Note(Group, FindingCodes.ClockUnknown, reply.Server, "its answers carry no Date");
        }

        var seen = $"this host's clock is {Words(skew)} that of {reply.Server}";
        const string Cure =
            "Let chrony or another NTP client set the clocks of both (chronyc tracking tells which of the two is wrong).";
        return skew.Duration() >= ErrorFrom
                ? Finding.Error(
                    Group,
                    FindingCodes.ClockWrong,
                    reply.Server,
                    seen + ": masakari takes reports with a wrong generated_time for duplicates",
                    Cure
                )
            : skew.Duration() >= WarnFrom ? Finding.Warning(Group, FindingCodes.ClockWrong, reply.Server, seen, Cure)
            : Finding.Ok(Group, FindingCodes.Clock, reply.Server, "the clocks agree");
    }

    /// <summary>
    /// How far this clock is surely ahead (positive) or behind. The server's time has whole seconds, cut off, and was said
    /// at some moment of the exchange.
    /// </summary>
    /// <returns>Null where the server does not tell its time.</returns>
    public static TimeSpan? Skew(ClockReply reply)
    {
        if (reply.Date is not { } date)
        {
            return null;
        }

        var ahead = reply.Asked - (date + TimeSpan.FromSeconds(1));
        var behind = reply.Answered - date;
        return ahead > TimeSpan.Zero ? ahead
            : behind < TimeSpan.Zero ? behind
            : TimeSpan.Zero;
    }

    private static string Words(TimeSpan skew)
    {
        var seconds = skew.Duration().TotalSeconds;
        return $"{seconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture)} s "
            + (skew > TimeSpan.Zero ? "ahead of" : "behind");
    }
}
