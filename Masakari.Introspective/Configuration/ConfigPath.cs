namespace Masakari.Introspective.Configuration;

/// <summary>One --config-file or, with <paramref name="IsDirectory"/>, one --config-dir of the command line.</summary>
internal sealed record ConfigPath(string Path, bool IsDirectory);
