using System.Net.Sockets;

namespace Masakari.Introspective.Cli.Control;

/// <summary>Why the daemon cannot be asked, and the cure.</summary>
internal static class ControlFailure
{
    /// <param name="path">The control socket.</param>
    /// <param name="error">Why it could not be connected to; null where that is not known.</param>
    public static CommandFailure Of(string path, SocketException? error, string otherwise) =>
        new(
            error?.SocketErrorCode switch
            {
                SocketError.AccessDenied =>
                    $"You may not use {path}: become a member of its group, or root (ls -l {path}).",
                SocketError.AddressNotAvailable or SocketError.ConnectionRefused =>
                    $"No daemon answers on {path}: start it, or name its socket with --socket, or its configuration with --config-file.",
                _ =>
                    $"The daemon on {path} cannot be asked ({error?.Message ?? otherwise}): it may be starting or ending; try again, or see its log.",
            }
        );
}
