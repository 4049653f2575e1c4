namespace Masakari.Introspective.Notifications.Registration;

/// <summary>A sink whose answers somebody hears of.</summary>
/// <param name="heard">Must return at once and never throw.</param>
internal sealed class WitnessedSink(INotificationSink sink, Action<DeliveryOutcome> heard) : INotificationSink
{
    public string Name => sink.Name;

    public async Task<DeliveryResult> SendAsync(Notification notification, CancellationToken cancellationToken)
    {
        var result = await sink.SendAsync(notification, cancellationToken);
        heard(result.Outcome);
        return result;
    }
}
