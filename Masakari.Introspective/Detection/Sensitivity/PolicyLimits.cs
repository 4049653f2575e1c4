namespace Masakari.Introspective.Detection.Sensitivity;

/// <summary>How far an instance's own policy may go.</summary>
/// <param name="Interval">Seconds.</param>
/// <param name="Timeout">Seconds.</param>
/// <param name="Threshold">Unanswered questions in a row.</param>
internal sealed record PolicyLimits(ValueRange Interval, ValueRange Timeout, ValueRange Threshold);
