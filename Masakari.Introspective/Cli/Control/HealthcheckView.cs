namespace Masakari.Introspective.Cli.Control;

/// <param name="Healthy">The daemon answers and its watch moves.</param>
internal sealed record HealthcheckView(bool Healthy);
