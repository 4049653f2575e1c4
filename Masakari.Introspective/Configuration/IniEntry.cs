namespace Masakari.Introspective.Configuration;

/// <summary>One assignment of a file. <paramref name="Line"/> (from 1) is the line of the key.</summary>
internal sealed record IniEntry(string Section, string Key, string Value, int Line);
