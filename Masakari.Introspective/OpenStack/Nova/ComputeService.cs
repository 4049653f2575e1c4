namespace Masakari.Introspective.OpenStack.Nova;

/// <summary>A nova-compute as Nova knows it.</summary>
/// <param name="Host">Its host name, which masakari's hosts must have too.</param>
/// <param name="IsEnabled">Whether the scheduler may use it.</param>
/// <param name="IsUp">Whether it reports to Nova.</param>
internal sealed record ComputeService(string Host, bool IsEnabled, bool IsUp);
