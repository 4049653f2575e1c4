using Serilog.Events;

namespace Masakari.Introspective.Hosting.Logging;

/// <summary>One place that log lines go to. Used by one thread only; may block and may throw, its queue deals with both.</summary>
internal abstract class LogTarget : IDisposable
{
    /// <summary>For messages about it: <c>log file /var/log/x.log</c>.</summary>
    public abstract string Name { get; }

    /// <summary>What to do when it cannot be written, for the one line that says so.</summary>
    public abstract string Cure { get; }

    /// <exception cref="IOException">Could not be written.</exception>
    /// <exception cref="UnauthorizedAccessException">May not be written.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">Nobody listens.</exception>
    public abstract void Write(LogEvent logEvent);

    /// <summary>Lets go of what is open; the next write opens it anew.</summary>
    public virtual void Reopen() { }

    public virtual void Dispose() => Reopen();
}
