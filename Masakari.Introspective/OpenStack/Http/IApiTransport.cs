namespace Masakari.Introspective.OpenStack.Http;

/// <summary>Carries requests; tests put their own in.</summary>
internal interface IApiTransport
{
    /// <summary>Every status is an answer.</summary>
    /// <exception cref="OpenStackException">No answer: timeout, connection, TLS.</exception>
    Task<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken);
}
