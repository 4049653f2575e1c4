using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
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

    private WebApplication? _application;
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

            File.Delete(path);
            _application = Build(path);
            await _application.StartAsync();
            _path = path;
            File.SetUnixFileMode(path, OwnerAndGroup);
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
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        if (_path is not null)
        {
            File.Delete(_path);
        }
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
        catch (SocketException)
        {
            return false;
        }
    }

    private WebApplication Build(string path)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenUnixSocket(path, listener => listener.Protocols = HttpProtocols.Http1);
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

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Path} could not be answered because of a defect: please report it."
    )]
    private partial void LogDefect(Exception defect, string path);
}
