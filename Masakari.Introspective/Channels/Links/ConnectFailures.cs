using System.Net.Sockets;

namespace Masakari.Introspective.Channels;

/// <summary>Reads the kernel's answers to a connect, as .NET names them. Pure.</summary>
internal static class ConnectFailures
{
    public static ConnectFailure Of(SocketError error) =>
        error switch
        {
            // ENOENT has no name of its own in .NET's list.
            SocketError.AddressNotAvailable or SocketError.ConnectionRefused => ConnectFailure.Absent,
            SocketError.AccessDenied => ConnectFailure.Forbidden,
            SocketError.WouldBlock or SocketError.TryAgain => ConnectFailure.Busy,
            _ => ConnectFailure.Other,
        };
}
