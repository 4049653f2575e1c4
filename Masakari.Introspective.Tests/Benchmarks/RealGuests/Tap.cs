using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace Masakari.Introspective.Benchmarks.RealGuests;

/// <summary>Stands before masakari-api and notes when a notification arrives; passes everything on.</summary>
internal sealed class Tap : IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, long> _arrived = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly Uri _api;
    private WebApplication _app = null!;

    private Tap(Uri api) => _api = api;

    /// <summary>Address for a monitor's [api] endpoint.</summary>
    public string Url { get; private set; } = "";

    /// <param name="api">masakari-api with its version: http://127.0.0.1:15869/v1.</param>
    public static async Task<Tap> OpenAsync(string api)
    {
        var tap = new Tap(new Uri(api));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        tap._app = builder.Build();
        tap._app.Run(tap.PassAsync);
        await tap._app.StartAsync();
        tap.Url = tap._app.Urls.First() + tap._api.AbsolutePath;
        return tap;
    }

    /// <summary>Forgets what arrived about the instance.</summary>
    public void Forget(Guid instance) => _arrived.TryRemove(instance, out _);

    /// <summary>Time from <paramref name="since"/> (a <see cref="Stopwatch"/> timestamp) to the first POST about the instance.</summary>
    public async Task<TimeSpan> WaitAsync(Guid instance, long since, TimeSpan limit)
    {
        while (true)
        {
            if (_arrived.TryGetValue(instance, out var at))
            {
                return Stopwatch.GetElapsedTime(since, at);
            }

            if (Stopwatch.GetElapsedTime(since) > limit)
            {
                throw new TimeoutException($"no notification about {instance} within {limit}");
            }

            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var arrived = Stopwatch.GetTimestamp();
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (HttpMethods.IsPost(context.Request.Method))
        {
            var text = System.Text.Encoding.UTF8.GetString(body.ToArray());
            if (JObject.Parse(text).SelectToken("notification.payload.instance_uuid")?.Value<string>() is { } uuid)
            {
                _arrived.TryAdd(Guid.Parse(uuid), arrived);
            }
        }

        using var request = new HttpRequestMessage(
            new HttpMethod(context.Request.Method),
            new Uri(_api, context.Request.Path + context.Request.QueryString)
        );
        // The links in its answers lead back here.
        request.Headers.Host = context.Request.Host.Value;
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        foreach (var name in (string[])["Accept", "X-Auth-Token", "OpenStack-API-Version"])
        {
            if (context.Request.Headers.TryGetValue(name, out var values))
            {
                request.Headers.TryAddWithoutValidation(name, values.ToArray());
            }
        }

        using var response = await _client.SendAsync(request);
        context.Response.StatusCode = (int)response.StatusCode;
        context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await context.Response.Body.WriteAsync(await response.Content.ReadAsByteArrayAsync());
    }
}
