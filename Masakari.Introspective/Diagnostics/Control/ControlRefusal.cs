namespace Masakari.Introspective.Diagnostics.Control;

/// <summary>A request over the control socket that is not granted; the message is one line for a person.</summary>
internal sealed class ControlRefusal(int status, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    public static ControlRefusal NotFound(string message) => new(404, message);

    public static ControlRefusal BadRequest(string message) => new(400, message);

    public static ControlRefusal Unavailable(string message) => new(503, message);
}
