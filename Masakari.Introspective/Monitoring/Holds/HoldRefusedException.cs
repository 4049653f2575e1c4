namespace Masakari.Introspective.Monitoring.Holds;

/// <summary>A hold cannot be set as it was asked for; the message says why and what to do.</summary>
internal sealed class HoldRefusedException(string message) : Exception(message);
