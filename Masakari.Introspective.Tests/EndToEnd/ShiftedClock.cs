using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Masakari.Introspective.Tests.EndToEnd;

/// <summary>Stands before a real API and lets it seem to live in another time.</summary>
internal sealed class ShiftedClock : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client = new();
    private readonly TimeSpan _shift;

    private ShiftedClock(WebApplication app, TimeSpan shift)
    {
        _app = app;
        _shift = shift;
    }

    public Uri Url { get; private set; } = new("http://unset");

    /// <param name="api">The real one.</param>
    /// <param name="shift">How far its clock seems ahead.</param>
    public static async Task<ShiftedClock> StartAsync(Uri api, TimeSpan shift)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var proxy = new ShiftedClock(app, shift);
        app.Run(http => proxy.ForwardAsync(http, api));
        await app.StartAsync();
        proxy.Url = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        );
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task ForwardAsync(HttpContext http, Uri api)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(api, http.Request.Path + http.Request.QueryString)
        );
        const string Microversion = "OpenStack-API-Version";
        if (http.Request.Headers.TryGetValue(Microversion, out var version))
        {
            request.Headers.Add(Microversion, version.ToString());
        }

        using var answer = await _client.SendAsync(request, http.RequestAborted);
        http.Response.StatusCode = (int)answer.StatusCode;
        http.Response.Headers.Date = (answer.Headers.Date! + _shift).Value.ToString("R", CultureInfo.InvariantCulture);
        await http.Response.WriteAsync(await answer.Content.ReadAsStringAsync(http.RequestAborted));
    }
}
