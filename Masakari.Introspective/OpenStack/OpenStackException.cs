using System.Net;

namespace Masakari.Introspective.OpenStack;

/// <summary>A request to an OpenStack service failed; the message names service, URL and cure.</summary>
internal class OpenStackException(string message, HttpStatusCode? status = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The service's answer; null when there was none (connection, timeout, TLS, catalog).</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>Why there was no answer.</summary>
    public NoAnswer Cause { get; init; }
}
