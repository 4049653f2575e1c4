namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>The check of an instance's application.</summary>
/// <param name="Path">The program in the guest.</param>
internal sealed record HealthCheckView(string Path, bool Failed);
