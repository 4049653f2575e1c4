using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Diagnostics.Control;

/// <summary>Answers the command line over a unix socket: HTTP/1.1 with JSON. A socket that cannot be made ends nothing.</summary>
internal sealed partial class ControlServer(
    IReadOnlyList<IControlRoutes> routes,
    ILoggerFactory loggers,
    ILogger<ControlServer> logger
) : IAsyncDisposable
{
    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    private const UnixFileMode FolderMode =
        UnixFileMode.UserRead
        | UnixFileMode.UserWrite
        | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute;

    private const int MostConnections = 64;
    private const int MostRequestBytes = 16 * 1024;

    private readonly CancellationTokenSource _stopping = new();
    private ControlListener? _listener;
    private Task _serving = Task.CompletedTask;
    private string? _path;

    /// <summary>Begins to answer; tells in the log where, or why not.</summary>
    public async Task StartAsync(string path)
    {
        try
        {
            if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder, FolderMode);
            }

            if (await IsServedAsync(path))
            {
                LogTaken(path);
                return;
            }

            DeleteSocket(path);
            _listener = new ControlListener(path, OwnerAndGroup, loggers);
            _path = path;
            _serving = ServeAsync(_listener, path);
            LogListening(path);
        }
        catch (Exception refusal)
            when (refusal is IOException or UnauthorizedAccessException or SocketException or ArgumentException)
        {
            LogNotListening(path, refusal.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _serving;
        if (_listener is not null)
        {
            await _listener.DisposeAsync();
        }

        if (_path is not null)
        {
            try
            {
                File.Delete(_path);
            }
            catch (Exception refusal) when (refusal is IOException or UnauthorizedAccessException)
            {
                LogLeft(_path, refusal.Message);
            }
        }

        _stopping.Dispose();
    }

    private async Task ServeAsync(ControlListener listener, string path)
    {
        try
        {
            await listener.WaitForFirstAsync(_stopping.Token);
            await AnswerAsync(listener, path);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The ordinary end.
        }
#pragma warning disable CA1031 // Whatever it is, it must not touch the watch, nor its end.
        catch (Exception refusal)
#pragma warning restore CA1031
        {
            LogNotListening(path, refusal.Message);
        }
    }

    /// <remarks>A method of its own, so that the web server's code is loaded for the first that asks.</remarks>
    private async Task AnswerAsync(ControlListener listener, string path)
    {
        await using var application = Build(listener, path);
        await application.StartAsync(_stopping.Token);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stopping.Token);
    }

    /// <summary>What a daemon that was killed left there. A socket has no length; anything that has is not ours.</summary>
    /// <exception cref="IOException">It is no socket, or cannot be deleted.</exception>
    private static void DeleteSocket(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > 0 })
        {
            throw new IOException("a file is there that is no socket");
        }

        File.Delete(path);
    }

    /// <summary>A file that nobody listens on was left by a daemon that was killed.</summary>
    private static async Task<bool> IsServedAsync(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException error)
        {
            // Any other error than a refusal may be one of a daemon that lives.
            return error.SocketErrorCode is not (SocketError.ConnectionRefused or SocketError.AddressNotAvailable);
        }
    }

    private WebApplication Build(ControlListener listener, string path)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddSingleton<IConnectionListenerFactory>(listener);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenUnixSocket(path, options => options.Protocols = HttpProtocols.Http1);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = MostRequestBytes;
        });
        var application = builder.Build();
        application.Use(AnswerRefusalsAsync);
        application.UseRouting();
        foreach (var some in routes)
        {
            some.Map(application);
        }

        application.MapFallback(context =>
            ControlReply.ProblemAsync(
                context,
                new ControlRefusal(404, $"the daemon knows no {context.Request.Method} {context.Request.Path}")
            )
        );
        return application;
    }

    private async Task AnswerRefusalsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (ControlRefusal refusal) when (!context.Response.HasStarted)
        {
            await ControlReply.ProblemAsync(context, refusal);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException malformed) when (!context.Response.HasStarted)
        {
            await ControlReply.ProblemAsync(context, new ControlRefusal(malformed.StatusCode, malformed.Message));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The asker is gone.
        }
#pragma warning disable CA1031 // A defect in what is shown must not look like a defect of the watch.
        catch (Exception defect) when (!context.Response.HasStarted)
#pragma warning restore CA1031
        {
            LogDefect(defect, context.Request.Path);
            await ControlReply.ProblemAsync(
                context,
                new ControlRefusal(500, "a defect in the daemon: see its log, and please report it")
            );
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The command line is answered on {Path}.")]
    private partial void LogListening(string path);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The command line is not answered: {Path} cannot be made ({Reason}). The watch goes on. Let the daemon's user "
            + "write to its folder, or set [masakari_introspective] control_socket."
    )]
    private partial void LogNotListening(string path, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The command line is not answered: another process listens on {Path}. The watch goes on. Set "
            + "[masakari_introspective] control_socket to a path of this daemon's own."
    )]
    private partial void LogTaken(string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Path} was left: it cannot be deleted ({Reason}).")]
    private partial void LogLeft(string path, string reason);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Path} could not be answered because of a defect: please report it."
    )]
    private partial void LogDefect(Exception defect, string path);
}
