using System.Net.Sockets;

namespace Masakari.Introspective.Cli.Control;

/// <summary>The daemon cannot be asked, or refuses; the message is one line for a person.</summary>
internal sealed class ControlFailure(string message) : Exception(message)
{
    /// <param name="path">The control socket.</param>
    /// <param name="error">Why it could not be connected to; null where that is not known.</param>
    public static ControlFailure Of(string path, SocketException? error, string otherwise) =>
        new(
            error?.SocketErrorCode switch
            {
                SocketError.AccessDenied =>
                    $"you may not use {path}: become a member of its group, or root (ls -l {path})",
                SocketError.AddressNotAvailable or SocketError.ConnectionRefused =>
                    $"no daemon answers on {path}: start it, or give its socket with --socket, or its configuration with --config-file",
                _ => $"the daemon on {path} cannot be asked: {error?.Message ?? otherwise}",
            }
        );
}
