namespace Masakari.Introspective.Detection.Brake;

/// <summary>When so many guests fail together that the host is doubted before its guests are.</summary>
/// <param name="IsOn">Whether there is a brake at all.</param>
/// <param name="MinGuests">Fewer guests in trouble are never a storm; at least 3, so that one or two guests are never braked.</param>
/// <param name="Percent">More than this share of the watched guests has to be in trouble; 1..99.</param>
/// <param name="Window">Only guests that came into trouble within this time count.</param>
/// <param name="Ceiling">After this long, what is held is let go one by one.</param>
/// <param name="Pace">Between two that are let go then.</param>
internal sealed record BrakePolicy(
    bool IsOn,
    int MinGuests,
    int Percent,
    TimeSpan Window,
    TimeSpan Ceiling,
    TimeSpan Pace
)
{
    /// <summary>So many in trouble, of so many watched, are a storm.</summary>
    public bool IsStorm(int inTrouble, int watched) =>
        IsOn && inTrouble >= MinGuests && inTrouble * 100L > Percent * (long)watched;
}
