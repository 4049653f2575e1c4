namespace Masakari.Introspective.Configuration;

/// <summary>What an option comes to, and who says so.</summary>
/// <param name="Text">The value as oslo.config shows it; <c>****</c> for a secret that is set; "(invalid)" follows a wrong one.</param>
/// <param name="Source">What sets it; null for the default.</param>
internal sealed record EffectiveValue(ConfigOption Option, string Text, ConfiguredValue? Source)
{
    /// <summary>Where the value was said: <c>default</c>, a file and line, a variable, a flag.</summary>
    public string Origin => Source?.Origin.ToString() ?? "default";
}
