namespace Masakari.Introspective.OpenStack;

/// <summary>One request to a service, relative to its versioned endpoint.</summary>
/// <param name="Path">Without leading slash, for instance <c>notifications</c>.</param>
internal sealed record ServiceRequest(HttpMethod Method, string Path)
{
    /// <summary>With its question mark; empty for none.</summary>
    public string Query { get; init; } = "";

    public string? Body { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}
