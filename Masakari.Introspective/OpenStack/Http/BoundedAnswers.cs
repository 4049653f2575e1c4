namespace Masakari.Introspective.OpenStack.Http;

/// <summary>Refuses answers that no OpenStack service gives: an endless one must not take the host's memory.</summary>
internal sealed class BoundedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>Bytes of an answer; Nova's longest page of servers is some 5 MB.</summary>
    public const int Limit = 32 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await base.SendAsync(request, cancellationToken);
        await response.Content.LoadIntoBufferAsync(Limit, cancellationToken);
        return response;
    }
}
