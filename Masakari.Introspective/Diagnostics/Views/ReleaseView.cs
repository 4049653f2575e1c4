namespace Masakari.Introspective.Diagnostics.Views;

/// <param name="Instance">What was released; null for the host.</param>
/// <param name="Name">The instance's name, or the host's.</param>
internal sealed record ReleaseView(Guid? Instance, string Name);
