using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Channels;

internal sealed partial class ChannelLog
{
    [LoggerMessage(6001, LogLevel.Information, "Channel {Port}: connected.")]
    private partial void LogConnected(string port, Guid instanceUuid);

    [LoggerMessage(6002, LogLevel.Information, "Channel {Port}: closed: {Why}.")]
    private partial void LogClosed(string port, string why, Guid instanceUuid);

    [LoggerMessage(
        6003,
        LogLevel.Information,
        "Channel {Port}: nobody listens on {Path}; normal while the instance is off, and tried again."
    )]
    private partial void LogAbsent(string port, string path, Guid instanceUuid);

    [LoggerMessage(
        6004,
        LogLevel.Warning,
        "Channel {Port}: no right to connect to {Path}. The monitor's user must be in the group of QEMU's sockets "
            + "(libvirt-qemu on Debian): usermod -aG libvirt-qemu USER, then restart the service. Tried again; said in "
            + "brief for other channels."
    )]
    private partial void LogForbidden(string port, string path, Guid instanceUuid);

    [LoggerMessage(6005, LogLevel.Information, "Channel {Port}: no right to connect to {Path} either.")]
    private partial void LogForbiddenToo(string port, string path, Guid instanceUuid);

    [LoggerMessage(
        6006,
        LogLevel.Warning,
        "Channel {Port}: others wait in the queue of {Path}, and QEMU serves one client at a time. Find them with "
            + "'ss -xp', and end a second monitor. Tried again."
    )]
    private partial void LogBusy(string port, string path, Guid instanceUuid);

    [LoggerMessage(6007, LogLevel.Warning, "Channel {Port}: cannot connect to {Path}: {Why}. Tried again.")]
    private partial void LogCannotConnect(string port, string path, string why, Guid instanceUuid);

    [LoggerMessage(
        6008,
        LogLevel.Warning,
        "Channel {Port}: the guest sends more than channel_message_rate or channel_byte_rate allow; it is read at that pace."
    )]
    private partial void LogThrottled(string port, Guid instanceUuid);

    [LoggerMessage(
        6009,
        LogLevel.Warning,
        "Channel {Port}: the guest does not read; {Messages} messages to it are dropped, as later ones will be."
    )]
    private partial void LogUnread(string port, int messages, Guid instanceUuid);

    [LoggerMessage(6010, LogLevel.Warning, "Channel {Port}: the guest sent what cannot be used: {Why}.")]
    private partial void LogBroken(string port, string why, Guid instanceUuid);

    [LoggerMessage(6011, LogLevel.Information, "Channel {Port}: the guest speaks {Format}, and is answered so.")]
    private partial void LogSpeaks(string port, string format, Guid instanceUuid);

    [LoggerMessage(6012, LogLevel.Error, "Channel {Port}: a defect; it goes on.")]
    private partial void LogDefect(Exception exception, string port, Guid instanceUuid);
}
