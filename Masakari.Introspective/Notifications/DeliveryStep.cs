namespace Masakari.Introspective.Notifications;

/// <summary>What follows an attempt.</summary>
internal readonly record struct DeliveryStep(DeliveryAction Action)
{
    /// <summary>Pause before the next attempt, with <see cref="DeliveryAction.Wait"/>.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>This attempt used up the retries at the fixed pace: the moment for the one line that operators know.</summary>
    public bool GivesUp { get; init; }

    /// <summary>The next attempt is a new report, with a time of its own.</summary>
    public bool Renew { get; init; }
}
