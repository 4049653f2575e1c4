namespace Masakari.Introspective.Configuration;

/// <summary>What the winning source says about an option, before interpolation.</summary>
/// <param name="Texts">One text, or all of them for an option of which every occurrence counts.</param>
/// <param name="Origin">Of the last text.</param>
/// <param name="OldName">The deprecated name or alias under which it stands; null for its own name.</param>
internal sealed record ConfiguredValue(IReadOnlyList<string> Texts, ValueOrigin Origin, OptionKey? OldName = null);
