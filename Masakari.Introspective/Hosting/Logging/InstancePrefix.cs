using Serilog.Events;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary><c>[instance: UUID] </c> before every message about an instance: what operators search a log by.</summary>
internal sealed class InstancePrefix(string format, ICollection<string> warnings)
{
    // A parameter that is not named in the message's text keeps its C# spelling.
    private const string Property = "InstanceUuid";
    private const string PropertyOutsideText = "instanceUuid";

    private readonly PythonFormat _format = PythonFormat.Parse(
        format,
        LoggingOptions.InstanceUuidFormat.Name,
        field => field is "uuid" or "name",
        warnings
    );

    /// <summary>Empty for a message about no instance.</summary>
    public string For(LogEvent logEvent) => Uuid(logEvent) is { Length: > 0 } uuid ? _format.Render(_ => uuid) : "";

    public static string Uuid(LogEvent logEvent) =>
        LogText.Property(logEvent, Property) is { Length: > 0 } uuid
            ? uuid
            : LogText.Property(logEvent, PropertyOutsideText);
}
