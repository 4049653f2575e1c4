namespace Masakari.Introspective.Notifications.Outcomes;

/// <summary>Reads what became of a notification.</summary>
internal interface IOutcomeReader
{
    /// <summary>One look. Never throws but for cancellation.</summary>
    Task<OutcomeReading> ReadAsync(string recordId, CancellationToken cancellationToken);
}
