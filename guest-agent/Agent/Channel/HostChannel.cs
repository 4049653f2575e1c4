using Masakari.Introspective.Agent.Configuration;
using Masakari.Introspective.Agent.Platform;
using Masakari.Introspective.Protocol.Heartbeat;

namespace Masakari.Introspective.Agent.Channel;

/// <summary>Keeps the port open, knows whether the host is there, and carries messages. Times are ms of the loop's clock.</summary>
internal sealed class HostChannel(PortFinder finder, PortFormat format, AgentLog log) : IDisposable
{
    /// <summary>Ms between two looks for a port that is not there; it may be plugged in later.</summary>
    public const int FindMs = 500;

    /// <summary>Ms between two looks for a host that is not connected.</summary>
    public const int LookMs = 250;

    /// <summary>Ms between two refusals, so that a peer which answers them cannot make a storm.</summary>
    private const int RefusalMs = 1000;

    /// <summary>Reads in one turn of the loop; the rest waits for the next, so that others get theirs.</summary>
    private const int ReadsAtOnce = 16;

    private readonly byte[] _buffer = new byte[4096];
    private Port? _port;
    private PortCodec _codec = new(hasBase: false);
    private bool _hasHost;
    private long _lookAt;
    private long _refuseAt;
    private readonly LineBudget _lines = new();
    private string? _said;

    /// <summary>When <see cref="Look"/> is due.</summary>
    public long Due => _hasHost ? long.MaxValue : _lookAt;

    public void Prepare(Poller poller)
    {
        if (_hasHost)
        {
            poller.Add(_port!.Handle);
        }
    }

    /// <summary>Looks for the port and the host, where they are missing and it is time.</summary>
    public ChannelNews Look(long now)
    {
        if (now < Due)
        {
            return ChannelNews.Nothing;
        }

        _port ??= Open(now);
        _lookAt = now + (_port is null ? FindMs : LookMs);
        if (_port is null)
        {
            return ChannelNews.Nothing;
        }

        if (_port.HasHost())
        {
            _codec.Reset();
            _hasHost = true;
            return ChannelNews.HostCame;
        }

        // Nothing of a former host counts; and a port that is gone says so only to a read.
        if (_port.Read(_buffer, out _) is PortRead.Broken)
        {
            Close();
        }

        return ChannelNews.Nothing;
    }

    /// <summary>Reads what has come.</summary>
    /// <param name="poller">After its wait.</param>
    /// <param name="messages">Takes the messages.</param>
    public ChannelNews Read(Poller poller, List<HeartbeatMessage> messages, long now)
    {
        if (!_hasHost || !poller.IsReady(_port!.Handle))
        {
            return ChannelNews.Nothing;
        }

        for (var turn = 0; turn < ReadsAtOnce; turn++)
        {
            switch (_port.Read(_buffer, out var count))
            {
                case PortRead.Data:
                    Refuse(_codec.Decode(_buffer.AsSpan(0, count), messages), now);
                    if (count < _buffer.Length)
                    {
                        // Nothing more is there; a host that went meanwhile is told by the next wait.
                        return ChannelNews.Nothing;
                    }

                    break;
                case PortRead.Nothing:
                    return _port.HasHost() ? ChannelNews.Nothing : Lose(now);
                case PortRead.Broken:
                    Close();
                    return Lose(now);
                default:
                    return Lose(now);
            }
        }

        return ChannelNews.Nothing;
    }

    /// <summary>Sends, or drops where the host does not take it: an old message is worth nothing.</summary>
    public void Send(HeartbeatMessage message)
    {
        if (_hasHost && !_port!.Write(_codec.Encode(message)))
        {
            log.Debug($"the host does not read: {message.GetType().Name} dropped");
        }
    }

    public void Dispose() => Close();

    private ChannelNews Lose(long now)
    {
        _hasHost = false;
        _lookAt = now + LookMs;
        return ChannelNews.HostWent;
    }

    private void Close()
    {
        _port?.Dispose();
        _port = null;
        _said = null;
    }

    /// <exception cref="ConfigException">The device is a path, and what is there cannot be a port.</exception>
    private Port? Open(long now)
    {
        string? problem = null;
        foreach (var found in finder.Find())
        {
            if (Port.Open(found.Path, out var error) is { } port)
            {
                _codec = new PortCodec(HasBase(found));
                SayOnce($"opened {found.Path}{(HasBase(found) ? ", with the base layer" : "")}", isProblem: false, now);
                return port;
            }

            problem ??= error switch
            {
                Libc.Busy => $"{found.Path}: another process has it open",
                Port.NoPort when finder.IsPath => throw new ConfigException(Port.Refusal(found.Path)),
                Port.NoPort => Port.Refusal(found.Path),
                _ => $"{found.Path}: {Libc.Explain(error)}",
            };
        }

        SayOnce(problem ?? $"waiting for the port {finder.Wanted}", problem is not null, now);
        return null;
    }

    private bool HasBase(FoundPort found) =>
        format is PortFormat.Base
        || (format is PortFormat.Auto && string.Equals(found.Name, PortFinder.MasakariPort, StringComparison.Ordinal));

    private void SayOnce(string text, bool isProblem, long now)
    {
        if (string.Equals(text, _said, StringComparison.Ordinal))
        {
            return;
        }

        _said = text;
        if (!_lines.Take(now))
        {
            return;
        }

        text += _lines.Tail();
        if (isProblem)
        {
            log.Warning(text);
        }
        else
        {
            log.Info(text);
        }
    }

    private void Refuse(byte[]? refusal, long now)
    {
        if (refusal is not null && now >= _refuseAt)
        {
            _refuseAt = now + RefusalMs;
            _ = _port!.Write(refusal);
        }
    }
}
