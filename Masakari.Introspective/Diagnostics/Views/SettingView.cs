namespace Masakari.Introspective.Diagnostics.Views;

/// <summary>A value that holds for an instance.</summary>
/// <param name="Name">What it is: <c>interval_s</c>.</param>
/// <param name="Origin">Where it comes from: <c>server metadata masakari:interval</c>, <c>default</c> ...</param>
internal sealed record SettingView(string Name, double Value, string Origin);
