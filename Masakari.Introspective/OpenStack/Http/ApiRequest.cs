namespace Masakari.Introspective.OpenStack.Http;

/// <summary>One request.</summary>
internal sealed record ApiRequest(HttpMethod Method, Uri Url)
{
    /// <summary>JSON text; null for none.</summary>
    public string? Body { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
