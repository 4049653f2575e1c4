namespace Masakari.Introspective.Configuration;

/// <summary>A configuration mistake, told in one line that names file, line, group, option and the allowed range.</summary>
internal sealed class ConfigException(string message, Exception? inner = null) : Exception(message, inner);
