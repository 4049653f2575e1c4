using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Diagnostics.Metrics;

/// <summary>
/// The pages of monitoring systems over TCP. A server of its own, which knows three pages and no other path of the control
/// socket. A port that cannot be had ends nothing.
/// </summary>
internal sealed partial class MetricsServer(MonitorDesk desk, ILoggerFactory loggers, ILogger<MetricsServer> logger)
    : IAsyncDisposable
{
    private const int MostConnections = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly MetricsPages _pages = new(desk);
    private WebApplication? _application;

    /// <summary>Begins to answer; tells in the log where, or why not.</summary>
    public async Task StartAsync(IPEndPoint where)
    {
        try
        {
            _application = Build(where);
            await _application.StartAsync();
            LogListening(where);
        }
        catch (Exception refusal) when (refusal is IOException or SocketException)
        {
            LogNotListening(where, refusal.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    private WebApplication Build(IPEndPoint where)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(where, listener => listener.Protocols = HttpProtocols.Http1);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = MostConnections;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.RequestHeadersTimeout = Patience;
        });
        var application = builder.Build();
        application.Run(AnswerAsync);
        return application;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = HttpMethods.Get;
            return;
        }

        try
        {
            await (
                context.Request.Path.Value switch
                {
                    "/metrics" => _pages.MetricsAsync(context),
                    "/healthz" => _pages.HealthAsync(context),
                    "/readyz" => _pages.ReadyAsync(context),
                    _ => NotFoundAsync(context),
                }
            );
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The asker is gone.
        }
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("only /metrics, /healthz and /readyz are here\n");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Metrics are served on http://{Where}/metrics.")]
    private partial void LogListening(IPEndPoint where);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Metrics are not served on {Where} ({Reason}). The watch goes on, and the control socket has them. Set "
            + "[masakari_introspective] metrics_bind to an address of this host and a free port, then restart."
    )]
    private partial void LogNotListening(IPEndPoint where, string reason);
}
