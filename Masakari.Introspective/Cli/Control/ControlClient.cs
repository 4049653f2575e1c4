using System.Net.Sockets;
using System.Text.Json;
using Masakari.Introspective.Diagnostics;
using Masakari.Introspective.Diagnostics.Control;
using Masakari.Introspective.Diagnostics.Json;

namespace Masakari.Introspective.Cli.Control;

/// <summary>Asks the daemon over its control socket.</summary>
internal sealed class ControlClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly string _path;
    private readonly HttpClient _http;

    /// <exception cref="CommandFailure">It is no socket's path.</exception>
    public ControlClient(string path)
    {
        _path = path;
        var endPoint = EndPointOf(path);
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellationToken) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    try
                    {
                        await socket.ConnectAsync(endPoint, cancellationToken);
                        return new NetworkStream(socket, ownsSocket: true);
                    }
                    catch
                    {
                        socket.Dispose();
                        throw;
                    }
                },
            }
        )
        {
            BaseAddress = new Uri("http://daemon"),
            Timeout = Patience,
        };
    }

    /// <exception cref="CommandFailure">The daemon cannot be asked, or refuses.</exception>
    public async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) =>
        Read<T>(await SendAsync(HttpMethod.Get, path, null, cancellationToken));

    /// <inheritdoc cref="GetAsync{T}"/>
    public async Task<T> SendAsync<T>(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    ) => Read<T>(await SendAsync(method, path, body, cancellationToken));

    /// <summary>An answer that goes on for as long as it is read, line by line.</summary>
    /// <inheritdoc cref="GetAsync{T}"/>
    public async Task<StreamReader> OpenAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var response = await AskAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        return new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    private static UnixDomainSocketEndPoint EndPointOf(string path)
    {
        try
        {
            return new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentException)
        {
            throw new CommandFailure($"'{path}' is no socket's path: one has 1 to 107 bytes");
        }
    }

    private async Task<string> SendAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, ViewJson.Compact));
        }

        using var response = await AskAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    private static T Read<T>(string answer)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(answer, ViewJson.Whole)!;
        }
        catch (JsonException)
        {
            throw new CommandFailure(
                $"The daemon's answer is not understood: it is of another version than this program ({ProductVersion.Text}). Restart it."
            );
        }
    }

    private async Task<HttpResponseMessage> AskAsync(
        HttpRequestMessage request,
        HttpCompletionOption completion,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _http.SendAsync(request, completion, cancellationToken);
        }
        catch (HttpRequestException failure)
        {
            throw ControlFailure.Of(
                _path,
                failure.InnerException as SocketException,
                failure.InnerException?.Message ?? failure.Message
            );
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CommandFailure(
                $"the daemon on {_path} did not answer within {Patience.TotalSeconds:0} s: see its log"
            );
        }
    }

    private async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        throw new CommandFailure(
            ErrorIn(text) ?? $"the daemon on {_path} answered HTTP {(int)response.StatusCode}: see its log"
        );
    }

    private static string? ErrorIn(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ControlProblem>(text, ViewJson.Compact)?.Error;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
