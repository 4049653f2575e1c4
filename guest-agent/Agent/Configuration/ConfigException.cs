namespace Masakari.Introspective.Agent.Configuration;

/// <summary>A configuration that cannot be used; the message names file and line (or flag), key and what is allowed.</summary>
internal sealed class ConfigException : Exception
{
    public ConfigException(string message)
        : base(message) { }

    public ConfigException() { }

    public ConfigException(string message, Exception innerException)
        : base(message, innerException) { }
}
