namespace Masakari.Introspective.Detection;

/// <summary>How soon a guest is to be asked again, and with whom it shares the bounded calls.</summary>
internal enum Pace
{
    /// <summary>On its place in the interval, with everybody.</summary>
    Routine,

    /// <summary>Soon, among the suspects.</summary>
    Suspect,

    /// <summary>One interval later, among the reported: the call waits for another client's command for up to 30 s.</summary>
    Busy,

    /// <summary>One interval after the last answer, among the reported.</summary>
    Reported,
}
