namespace Masakari.Introspective.Configuration;

/// <summary>A section header of a file, its name as written. <paramref name="Line"/> counts from 1.</summary>
internal sealed record IniSection(string Name, int Line);
