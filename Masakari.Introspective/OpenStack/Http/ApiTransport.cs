using System.Net;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using Polly.Timeout;
using RestSharp;

namespace Masakari.Introspective.OpenStack.Http;

/// <summary>
/// One connection pool for all services. Each attempt ends within the configured timeout; reads get one more attempt after
/// a transient failure, writes never (the outbox decides about those).
/// </summary>
internal sealed partial class ApiTransport : IApiTransport, IDisposable
{
    private static readonly TimeSpan PauseBeforeSecondRead = TimeSpan.FromMilliseconds(500);

    // Long-lived daemons must see a service move behind its DNS name.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpSettings _settings;
    private readonly SocketsHttpHandler _handler;
    private readonly RestClient _client;
    private readonly ResiliencePipeline<RestResponse> _single;
    private readonly ResiliencePipeline<RestResponse> _read;

    /// <exception cref="Configuration.ConfigException">A certificate file is missing or bad; names the option.</exception>
    public ApiTransport(HttpSettings settings, TimeProvider time, ILogger<ApiTransport> logger)
    {
        _settings = settings;
        _handler = new SocketsHttpHandler
        {
            PooledConnectionLifetime = ConnectionLifetime,
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions = TlsOptions.Create(settings),
        };
        if (settings.Insecure)
        {
            LogInsecure(logger, settings.Group);
        }

        _client = new RestClient(
            new RestClientOptions
            {
                ConfigureMessageHandler = _ => new BoundedAnswers(_handler),
                FollowRedirects = false,
                UserAgent = UserAgent,
                DisableCharset = true,
                Timeout = Timeout.InfiniteTimeSpan,
            }
        );
        _single = Pipeline(time).Build();
        _read = new ResiliencePipelineBuilder<RestResponse> { TimeProvider = time }
            .AddRetry(
                new RetryStrategyOptions<RestResponse>
                {
                    MaxRetryAttempts = 1,
                    Delay = PauseBeforeSecondRead,
                    ShouldHandle = new PredicateBuilder<RestResponse>().HandleResult(r =>
                        IsUnanswered(r)
                        || r.StatusCode
                            is HttpStatusCode.BadGateway
                                or HttpStatusCode.ServiceUnavailable
                                or HttpStatusCode.GatewayTimeout
                    ),
                }
            )
            .AddPipeline(_single)
            .Build();

        ResiliencePipelineBuilder<RestResponse> Pipeline(TimeProvider clock) =>
            new ResiliencePipelineBuilder<RestResponse> { TimeProvider = clock }.AddTimeout(
                new TimeoutStrategyOptions { Timeout = settings.Timeout }
            );
    }

    /// <summary><c>masakari-introspective/VERSION</c>.</summary>
    public static string UserAgent { get; } =
        "masakari-introspective/"
        + (
            typeof(ApiTransport)
                .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                ?.InformationalVersion
            ?? "0"
        ).Split('+')[0];

    public async Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var pipeline = request.Method == HttpMethod.Get ? _read : _single;
        RestResponse response;
        try
        {
            response = await pipeline.ExecuteAsync(token => ExecuteAsync(request, token), cancellationToken);
        }
        catch (TimeoutRejectedException)
        {
            throw new OpenStackException(
                $"{request.Method} {Shown(request.Url)}: no answer within {_settings.Timeout.TotalSeconds:0.###} s "
                    + $"([{_settings.Group}] timeout)."
            );
        }

        return IsUnanswered(response) ? throw NoAnswer(request, response) : ToAnswer(response);
    }

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private async ValueTask<RestResponse> ExecuteAsync(ApiRequest request, CancellationToken token)
    {
        var response = await _client.ExecuteAsync(ToRest(request), token);

        // RestSharp answers a cancelled request; the pipeline must see that it was cancelled.
        token.ThrowIfCancellationRequested();
        return response;
    }

    // RestSharp calls an answered 4xx an error too; without an answer there is no status.
    private static bool IsUnanswered(RestResponse response) => (int)response.StatusCode == 0;

    private static RestRequest ToRest(ApiRequest request)
    {
        var rest = new RestRequest(request.Url, ToRest(request.Method));
        rest.AddHeader("Accept", "*/*");
        foreach (var (name, value) in request.Headers)
        {
            rest.AddHeader(name, value);
        }

        if (request.Body is not null)
        {
            rest.AddStringBody(request.Body, ContentType.Json);
        }

        return rest;
    }

    private static Method ToRest(HttpMethod method) =>
        method == HttpMethod.Post ? Method.Post
        : method == HttpMethod.Put ? Method.Put
        : method == HttpMethod.Delete ? Method.Delete
        : Method.Get;

    private static ApiResponse ToAnswer(RestResponse response) =>
        new(response.StatusCode, response.Content ?? "")
        {
            SubjectToken = response
                .Headers?.FirstOrDefault(h => h.Name.Equals("X-Subject-Token", StringComparison.OrdinalIgnoreCase))
                ?.Value,
        };

    private OpenStackException NoAnswer(ApiRequest request, RestResponse response)
    {
        // The innermost cause says the most: refused, no such host, which certificate check failed.
        var cause = response.ErrorException?.GetBaseException().Message ?? response.ErrorMessage ?? "no answer";
        var cure =
            response.ErrorException?.ToString().Contains("AuthenticationException", StringComparison.Ordinal) == true
                ? $" Check [{_settings.Group}] cafile."
                : "";
        return new OpenStackException($"{request.Method} {Shown(request.Url)}: {cause}{cure}");
    }

    private static string Shown(Uri url) =>
        url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
