namespace Masakari.Introspective.Detection;

/// <summary>How much evidence makes a failure.</summary>
/// <param name="FailureThreshold">Unanswered questions in a row that make a failure; at least 1.</param>
/// <param name="ReportClosedPort">Whether a port that stays closed is a failure too.</param>
/// <param name="ClosedPortGrace">How long the port must have been closed for that.</param>
internal sealed record DetectionPolicy(int FailureThreshold, bool ReportClosedPort, TimeSpan ClosedPortGrace);
