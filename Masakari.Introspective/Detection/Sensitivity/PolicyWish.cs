namespace Masakari.Introspective.Detection.Sensitivity;

/// <summary>What one source says about an instance; other keys than <see cref="PolicyKeys"/> are not looked at.</summary>
internal readonly record struct PolicyWish(PolicySource Source, IReadOnlyDictionary<string, string>? Values);
