namespace Masakari.Introspective.Detection.Rulings;

/// <summary>What a rule says about a verdict.</summary>
internal enum RulingKind
{
    /// <summary>Not now: the verdict is looked at again while its fault lasts, and every hold has an end.</summary>
    Hold,

    /// <summary>Not at all, as long as the reason lasts: a notification would help nobody.</summary>
    Refuse,

    /// <summary>It would have been reported: everything is done but the notification.</summary>
    Observe,
}
