namespace Masakari.Introspective.OpenStack.Http;

/// <summary>Time limit and TLS of all requests.</summary>
internal sealed record HttpSettings
{
    /// <summary>Configuration group the values came from: for error texts.</summary>
    public string Group { get; init; } = ApiOptions.DefaultGroup;

    /// <summary>From connect to the last byte; default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public string? CaFile { get; init; }

    public string? CertFile { get; init; }

    public string? KeyFile { get; init; }

    public bool Insecure { get; init; }
}
